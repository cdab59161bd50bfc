import SocketKit
import Testing

@Suite struct `A duration in nanoseconds` {
  @Test(
    arguments: [
      (.zero, 0), (.nanoseconds(1), 1), (.seconds(-2), -2_000_000_000), (.milliseconds(1500), 1_500_000_000),
      (.seconds(365 * 24 * 3600) + .nanoseconds(7), 31_536_000_000_000_007),
    ] as [(Duration, Int64)])
  func `is exact`(_ duration: Duration, _ nanoseconds: Int64) {
    #expect(duration.wholeNanoseconds == nanoseconds)
  }

  @Test func `ends where Int64 ends`() {
    #expect(Duration.seconds(Int64.max).wholeNanoseconds == .max)
    #expect(Duration.seconds(Int64.min).wholeNanoseconds == .min)
    #expect(Duration.nanoseconds(Int64.max).wholeNanoseconds == .max)
    #expect((Duration.nanoseconds(Int64.max) + .nanoseconds(1)).wholeNanoseconds == .max)
  }
}
