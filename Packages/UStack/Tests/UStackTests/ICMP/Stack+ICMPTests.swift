import PacketCodec
import Testing
import UStack

private let question = ICMPMessage.echoRequest(identifier: 0x1234, sequence: 7)

@Suite struct `An echo to us` {
  /// Shows: RFC 1122 §3.2.2.6a.
  @Test(arguments: [0, 1, 56, 1472]) func `comes back whole, from the address asked`(count: Int) {
    var bench = Bench()
    bench.meetPeer()
    let data = pattern(count)
    bench.receive(frame(datagram(icmp(question, data))))
    let sent = bench.sent()
    #expect(sent.map(\.icmp) == [.echoReply(identifier: 0x1234, sequence: 7)])
    #expect(sent.map(\.payload) == [data])
    #expect(sent.first?.ipv4?.source == Bench.own)
    #expect(sent.first?.ipv4?.destination == Bench.peer)
    #expect(sent.first?.areChecksumsValid == true)
  }

  @Test func `keeps its class of service, not its congestion mark`() {
    var bench = Bench(.datagrams)
    bench.receive(datagram(icmp(question)) { $0.typeOfService = 0xB8 | 3 })
    #expect(bench.sent().map { $0.ipv4?.typeOfService } == [0xB8])
  }

  /// Shows: RFC 791 §3.2.
  @Test func `longer than the link goes back in pieces that make the whole`() {
    var bench = Bench(.datagrams)
    let data = pattern(4_000)
    bench.receive(datagram(icmp(question, data)))
    let sent = bench.sent()
    #expect(sent.map(\.octets.count) == [1_500, 1_500, 1_068])
    #expect(sent.map { $0.ipv4?.fragment.offset } == [0, 1_480, 2_960])
    #expect(sent.map { $0.ipv4?.fragment.hasMoreFragments } == [true, true, false])
    #expect(Set(sent.map { $0.ipv4?.identification }).count == 1)
    #expect(sent.allSatisfy { $0.ipv4?.isChecksumValid == true })
    #expect(sent.flatMap(\.transport) == icmp(.echoReply(identifier: 0x1234, sequence: 7), data))
  }

  /// Shows: RFC 1122 §3.2.2.6b.
  @Test func `to everyone gets no answer`() {
    var bench = Bench()
    bench.meetPeer()
    for destination in [IPv4Address.broadcast, IPv4Address(10, 0, 0, 255)] {
      bench.receive(frame(datagram(icmp(question), to: destination), to: .broadcast))
    }
    let drops = bench.stack.drops.occurred
    #expect(drops == [.ignoredICMP: 2])
    #expect(bench.sent().isEmpty)
  }

  @Test(arguments: 0 ..< 12) func `with one bit turned gets no answer`(index: Int) {
    var bench = Bench(.datagrams)
    var message = icmp(question, [1, 2, 3, 4])
    message[index] ^= 4
    bench.receive(datagram(message))
    let dropped = bench.stack.drops[.badICMP]
    #expect(dropped == 1)
    #expect(bench.sent().isEmpty)
  }

  @Test func `gets none where the configuration says so`() {
    var bench = Bench(.datagrams) { $0.answersEcho = false }
    bench.receive(datagram(icmp(question)))
    #expect(bench.sent().isEmpty)
  }

  @Test func `in a flood is answered until the queue is full`() {
    var bench = Bench(.datagrams)
    for _ in 0 ..< 5_000 { bench.receive(datagram(icmp(question, pattern(1_400)))) }
    let dropped = bench.stack.drops[.fullQueue]
    let sent = bench.sent().count
    #expect(sent + dropped == 5_000)
    #expect(sent * 1_428 <= 524_288)
  }
}
