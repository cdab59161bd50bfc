import PacketCodec
import Testing

@testable import Wire

@Suite("Which frame it is")
struct IdentityTests {
  private var identifier = FrameIdentifier()

  private mutating func identify(_ frame: [UInt8], _ direction: LinkDirection = .forward) -> FrameIdentity {
    identifier.identify(frame.span.bytes, direction)
  }

  @Test("ports and initial numbers do not matter")
  func relative() {
    let other = Stream(ports: (1, 2), initial: (5, 6))
    let frames = { (stream: Stream) in
      [(stream.syn, LinkDirection.forward), (stream.synAck, .backward)] + stream.data(3).map { ($0, .forward) }
        + [(stream.segment(.backward, acknowledging: 3001), .backward)]
    }
    var (one, two) = (FrameIdentifier(), FrameIdentifier())
    let first = frames(Stream()).map { one.identify($0.0.span.bytes, $0.1) }
    let second = frames(other).map { two.identify($0.0.span.bytes, $0.1) }
    #expect(first == second)
    #expect(first.map(\.kind) == [.synchronize, .synchronize, .data, .data, .data, .acknowledgment])
    #expect(first.map(\.sequence) == [0, 0, 1, 1001, 2001, 1])
    #expect(first.last?.acknowledgment == 3001)
  }

  @Test("what is sent again keeps its number and counts its transmissions")
  mutating func retransmission() {
    let data = Stream().data(3)
    let seen = [data[0], data[1], data[0], data[2], data[0]].map { identify($0) }
    #expect(seen.map(\.number) == [1, 2, 1, 3, 1])
    #expect(seen.map(\.transmission) == [1, 1, 2, 1, 3])
  }

  @Test("a FIN is one whether it carries data or not")
  mutating func finish() {
    let stream = Stream()
    let seen = [
      identify(stream.segment(.forward, .finish, at: 1, octets: 10)),
      identify(stream.segment(.forward, .finish, at: 11)),
    ]
    #expect(seen.map(\.kind) == [.data, .finish])
    #expect(seen.map(\.finishTransmission) == [1, 2])
  }

  @Test("the same acknowledgment in a row is told apart, another begins anew")
  mutating func duplicates() {
    let stream = Stream()
    let seen = [1001, 1001, 1001, 2001].map { identify(stream.segment(.backward, acknowledging: $0), .backward) }
    #expect(seen.map(\.transmission) == [1, 2, 3, 1])
    #expect(seen.map(\.number) == [1, 2, 3, 4])
  }

  @Test("a SYN with another number on the same ends is another connection; the same SYN again is not")
  mutating func reuse() {
    let seen = [Stream().syn, Stream().syn, Stream(initial: (77, 88)).syn].map { identify($0) }
    #expect(seen.map(\.connection) == [1, 1, 2])
    #expect(seen.map(\.transmission) == [1, 2, 1])
  }

  @Test("datagrams that are no segments are counted by direction and kind")
  mutating func others() {
    let ping = Datagram.ethernet(.icmp, [8, 0, 0, 0, 0, 0, 0, 0])
    let frames: [([UInt8], LinkDirection)] = [
      (ping, .forward), (Datagram.arp, .forward), (ping, .forward), (ping, .backward),
      (Datagram.udp(octets: 4), .forward), ([1, 2, 3], .forward),
    ]
    let seen = frames.map { identify($0.0, $0.1) }
    #expect(seen.map(\.kind) == [.icmp, .arp, .icmp, .icmp, .udp, .other])
    #expect(seen.map(\.number) == [1, 1, 2, 1, 1, 1])
    #expect(seen.allSatisfy { $0.connection == 0 })
  }

  @Test("a segment that an ICMP error quotes is none, and a fragment neither")
  mutating func quoted() {
    let segment = Stream().data(1)[0]
    let error = Datagram.ethernet(.icmp, [3, 4, 0, 0, 0, 0, 0, 0] + segment[14 ..< 62])
    #expect(identify(error).kind == .icmp)
    var fragment = segment
    fragment[20] = 0x20
    #expect(identify(fragment).kind == .other)
  }

  @Test("segments over IPv6 are segments")
  mutating func version6() {
    let segment = Stream().data(1)[0][34...]
    var frame = [UInt8](repeating: 0, count: 12) + [0x86, 0xDD, 0x60, 0, 0, 0, 0, 0, 6, 64]
    (frame[18], frame[19]) = (UInt8(segment.count >> 8), UInt8(segment.count & 255))
    frame += [UInt8](repeating: 1, count: 16) + [UInt8](repeating: 2, count: 16) + segment
    let seen = identify(frame)
    #expect((seen.kind, seen.connection, seen.octets) == (.data, 1, 1000))
  }
}
