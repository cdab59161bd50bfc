import PacketCodec
import Testing

@testable import LabKit

@Suite struct `Frames of a capture as events` {
  private let script = Script([.syn, .synAck, .ack, .data("hello", from: .client)])

  private func packets(_ wire: CapturedWire) -> [PacketSeen] {
    wire.events(clock: ClockOffset(nanoseconds: 0)).compactMap {
      if case .packet(let packet) = $0.happening { packet } else { nil }
    }
  }

  @Test func `lie on the monotonic clock, and keep the wall clock`() {
    let events = script.events
    #expect(events.map(\.monotonicNanoseconds) == (0 ..< 4).map(Script.time))
    #expect(events.map(\.realtimeNanoseconds) == script.frames.map(\.timestampNanoseconds))
    #expect(events.map(\.tool) == ["capture", "capture", "capture", "capture"])
  }

  @Test func `hold the segments, counted from 1`() {
    let packets = packets(script.wire)
    #expect(packets.map(\.number) == [1, 2, 3, 4])
    #expect(packets.map(\.segment) == script.segments)
    #expect(packets.map(\.octets) == script.frames.map(\.octets.count))
  }

  @Test func `know a payload that was cut off by its length`() {
    var frame = script.frames[3]
    frame.octets.removeLast(5)
    #expect(packets(CapturedWire([frame])).map(\.segment?.payloadCount) == [5])
    #expect(packets(CapturedWire([frame])).map(\.octets) == [59])
  }

  @Test func `hold no segment where its header is cut`() {
    let octets = script.frames[3].octets
    for count in 0 ..< 54 {
      let cut = CapturedFrame(timestampNanoseconds: 0, originalCount: octets.count, octets: Array(octets.prefix(count)))
      #expect(packets(CapturedWire([cut])).map(\.segment) == [nil])
    }
  }

  @Test func `hold no segment on a link that cannot be read`() {
    for type: LinkType in [.linuxCooked, .linuxCooked2, LinkType(rawValue: 0xFFFF)] {
      let wire = CapturedWire(script.frames, linkType: type)
      #expect(packets(wire).map(\.segment) == [nil, nil, nil, nil])
    }
  }

  @Test func `are read without a link header where there is none`() {
    let frames = script.frames.map {
      CapturedFrame(timestampNanoseconds: $0.timestampNanoseconds, octets: Array($0.octets.dropFirst(14)))
    }
    let wire = CapturedWire(frames, linkType: .raw)
    #expect(packets(wire).map(\.segment) == script.segments)
    let conversation = ConversationTable(wire.events(clock: Moment.offset)).conversations[0]
    #expect(wire.streams(of: conversation).toServer == Array("hello".utf8))
  }

  @Test func `hold a segment in the first fragment alone`() {
    let segment = script.segments[3]
    let fragments = [0x2000, 0x2001, 0x0002].map { field in
      CapturedFrame(
        timestampNanoseconds: 0,
        octets: Frame.octets(segment, payload: Array("hello".utf8), fragment: FragmentField(rawValue: field)))
    }
    #expect(packets(CapturedWire(fragments)).map(\.segment) == [segment, nil, nil])
  }

  @Test func `may be of any time`() {
    for time: Int64 in [.min, -1, 0, .max] {
      var frame = script.frames[0]
      frame.timestampNanoseconds = time
      let event = CapturedWire([frame]).events(clock: ClockOffset(nanoseconds: .min))[0]
      #expect(event.monotonicNanoseconds == time &- .min)
    }
  }
}

@Suite struct `Frames a capture lost` {
  private func wire(_ dropped: UInt64?...) -> CapturedWire {
    var wire = CapturedWire([])
    wire.interfaces = dropped.map {
      CaptureInterface(linkType: .ethernet, statistics: CaptureStatistics(droppedByKernel: $0))
    }
    return wire
  }

  @Test func `are those of all interfaces together`() {
    #expect(wire().framesDropped == 0)
    #expect(wire(nil, 3, 4).framesDropped == 7)
  }

  @Test func `are held at the end of what a count can say`() {
    #expect(wire(.max).framesDropped == .max)
    #expect(wire(.max, .max, 1).framesDropped == .max)
  }
}
