import PacketCodec
import Testing
import UStack

private let echo = datagram(icmp(.echoRequest(identifier: 1, sequence: 1)))

@Suite struct `A frame` {
  /// Shows: RFC 1122 §3.3.6.
  @Test(arguments: [
    (frame(echo, to: MACAddress(0x02_00_00_00_00_55)), DropReason.otherStation),
    (frame(echo, .ipv6), .otherEtherType),
    (frame([0x00, 0x05, 0x08, 0x00] + echo, .tagged), .badFrame),
    (frame(echo, to: .broadcast), .broadcastFrame),
    (Array(frame(echo)[..<13]), .badFrame),
    ([], .badFrame),
  ])
  func `that is not for us is dropped for its reason`(octets: [UInt8], reason: DropReason) {
    var bench = Bench()
    bench.receive(octets)
    let drops = bench.stack.drops.occurred
    #expect(drops == [reason: 1])
  }

  @Test func `with a tag that carries a priority alone is taken`() {
    var bench = Bench()
    bench.meetPeer()
    bench.receive(frame([0xE0, 0x00, 0x08, 0x00] + echo, .tagged))
    #expect(bench.sent().map(\.icmp) == [.echoReply(identifier: 1, sequence: 1)])
  }

  @Test func `padded by the link is read without the padding`() {
    var bench = Bench()
    bench.meetPeer()
    bench.receive(frame(echo + [UInt8](repeating: 0xEE, count: 18)))
    let sent = bench.sent()
    #expect(sent.map(\.payload) == [[]])
    #expect(sent.first?.ipv4?.totalCount == 28)
    #expect(sent.first?.octets.count == 60)
  }

  @Test func `longer than the link's, as offload makes it, is taken whole`() {
    var bench = Bench()
    bench.meetPeer()
    let data = pattern(60_000)
    bench.receive(frame(datagram(icmp(.echoRequest(identifier: 1, sequence: 1), data))))
    #expect(bench.sent().flatMap(\.transport) == icmp(.echoReply(identifier: 1, sequence: 1), data))
  }
}
