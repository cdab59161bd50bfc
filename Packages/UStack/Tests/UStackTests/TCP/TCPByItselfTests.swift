import PacketCodec
import Testing
import UStack

/// A listing of docs/tcp.md, by what the library offers to others.
@Suite struct `TCP by itself` {
  @Test func `sends a SYN, and says when it will again`() throws {
    var tcp = TCP(secret: KeyedHash(key: 1, 2))
    let now = Instant(nanoseconds: 0)
    let peer = TransportAddress(IPv4Address(10, 0, 0, 2), 80)
    let id = try tcp.connect(to: peer, from: TransportAddress(IPv4Address(10, 0, 0, 1), 0), now: now)
    let segment = tcp.transmit(now: now)!
    #expect(segment.header.flags == .synchronize)
    #expect(tcp.state(of: id).rawValue == "SYN_SENT")  // until tcp.receive is given the answer
    #expect(tcp.deadline == Instant(nanoseconds: 1_000_000_000))  // when the SYN is sent again
  }
}
