import PacketCodec
import Testing

@testable import LabKit

@Suite struct `The offset of two clocks` {
  private func event(_ monotonic: Int64, _ realtime: Int64) -> TimelineEvent {
    TimelineEvent(
      monotonicNanoseconds: monotonic, realtimeNanoseconds: realtime, tool: "t", happening: .told(ToolEvent("x")))
  }

  @Test func `is the middle one, so that an odd reading moves nothing`() {
    let offset = ClockOffset(of: [
      event(10, 1010), event(20, 9_999_999), event(30, 1031), event(40, 1041), event(50, 0),
    ])
    #expect(offset.nanoseconds == 1001)
  }

  @Test func `is nothing without events`() {
    #expect(ClockOffset(of: []).nanoseconds == 0)
  }

  @Test(arguments: [
    (Int64.min, Int64.max), (.max, .min), (.min, .min), (.min, 0), (1, .min),
  ])
  func `has a value for clocks at the ends of their range`(monotonic: Int64, realtime: Int64) {
    let event = event(monotonic, realtime)
    var frame = Script([.syn]).frames[0]
    frame.timestampNanoseconds = realtime
    let laid = CapturedWire([frame]).events(clock: ClockOffset(of: [event]))
    #expect(laid[0].monotonicNanoseconds == monotonic)
  }
}
