import PacketCodec
import Testing
import UStack

@Suite struct `An echo we ask for` {
  @Test func `says its numbers, its data, its life and whether it may be cut`() {
    var bench = Bench(.datagrams)
    let outcome = bench.stack.send(
      EchoRequest(
        to: Bench.peer, identifier: 0xABCD, sequence: 0x1234, payload: pattern(56), timeToLive: 3, mayFragment: false))
    #expect(outcome == .queued)
    let sent = bench.sent()
    // The predecessor's numbers were both zero on the wire.
    #expect(
      sent.map { Array($0.transport[..<8]) } == [[8, 0] + sent[0].transport[2 ..< 4] + [0xAB, 0xCD, 0x12, 0x34]])
    #expect(sent.map(\.payload) == [pattern(56)])
    #expect(sent.map { $0.ipv4?.timeToLive } == [3])
    #expect(sent.map { $0.ipv4?.fragment.isFragmentationForbidden } == [true])
    #expect(sent.allSatisfy { $0.areChecksumsValid })
  }

  @Test func `is answered as an event, with its data and the hops left`() {
    var bench = Bench(.datagrams)
    _ = bench.stack.send(EchoRequest(to: Bench.peer, identifier: 3, sequence: 4))
    _ = bench.advance(.milliseconds(7))
    bench.receive(datagram(icmp(.echoReply(identifier: 3, sequence: 4), [5, 6])) { $0.timeToLive = 57 })
    #expect(
      bench.events() == [
        .echoReply(
          EchoReply(
            source: Bench.peer, identifier: 3, sequence: 4, timeToLive: 57, payload: [5, 6], time: bench.now))
      ])
  }

  @Test func `is not answered by a reply to another's`() {
    var bench = Bench(.datagrams)
    _ = bench.stack.send(EchoRequest(to: Bench.peer, identifier: 3, sequence: 4))
    bench.receive(datagram(icmp(.echoReply(identifier: 4, sequence: 4))))
    let drops = bench.stack.drops.occurred
    #expect(drops == [.strayICMP: 1])
    #expect(bench.events().isEmpty)
  }

  @Test(arguments: 0 ..< 8) func `is not answered by a reply too short to have numbers`(count: Int) {
    var bench = Bench(.datagrams)
    _ = bench.stack.send(EchoRequest(to: Bench.peer, identifier: 0, sequence: 0))
    bench.receive(datagram(Array(icmp(.echoReply(identifier: 0, sequence: 0))[..<count])))
    #expect(bench.events().isEmpty)
    let drops = bench.stack.drops.occurred
    #expect(drops == [.badICMP: 1])
  }

  /// Shows: RFC 1122 §3.2.2.1b, §3.2.2.4, §3.2.2.5.
  @Test(arguments: [
    ICMPMessage.timeExceeded(code: 0), .destinationUnreachable(.network, nextHopMTU: 0),
    .destinationUnreachable(.administrativelyProhibited, nextHopMTU: 0), .parameterProblem(code: 0, pointer: 1),
  ])
  func `that a router gives up is a failure, from whom and why`(message: ICMPMessage) {
    var bench = Bench(.datagrams)
    _ = bench.stack.send(EchoRequest(to: IPv4Address(8, 8, 8, 8), identifier: 3, sequence: 4, timeToLive: 1))
    let quoted = Array(bench.sent()[0].octets.prefix(28))
    bench.receive(datagram(icmp(message, quoted), from: Bench.gateway))
    #expect(
      bench.events() == [
        .echoFailure(
          EchoFailure(
            destination: IPv4Address(8, 8, 8, 8), identifier: 3, sequence: 4,
            error: DeliveryError(reporter: Bench.gateway, message: message, time: bench.now)))
      ])
  }

  @Test(arguments: 0 ..< 28) func `stands an error that quotes too little`(count: Int) {
    var bench = Bench(.datagrams)
    _ = bench.stack.send(EchoRequest(to: Bench.peer, identifier: 3, sequence: 4))
    let quoted = Array(bench.sent()[0].octets.prefix(count))
    bench.receive(datagram(icmp(.timeExceeded(code: 0), quoted)))
    let drops = bench.stack.drops.occurred
    #expect(drops == [.badICMP: 1])
    #expect(bench.events().isEmpty)
  }

  @Test func `stands an error about a later fragment, or about another's datagram`() {
    var bench = Bench(.datagrams)
    _ = bench.stack.send(EchoRequest(to: Bench.peer, identifier: 3, sequence: 4))
    let sent = Array(bench.sent()[0].octets.prefix(28))
    var later = sent
    later[7] = 1
    var foreign = sent
    foreign[15] = 9
    for quoted in [later, foreign] { bench.receive(datagram(icmp(.timeExceeded(code: 0), quoted))) }
    let drops = bench.stack.drops.occurred
    #expect(drops == [.strayICMP: 2])
    #expect(bench.events().isEmpty)
  }

  @Test func `too long to go uncut is refused, one that may be cut goes`() {
    var bench = Bench(.datagrams)
    var request = EchoRequest(to: Bench.peer, identifier: 3, sequence: 4, payload: pattern(1_473), mayFragment: false)
    let refused = bench.stack.send(request)
    request.mayFragment = true
    let taken = bench.stack.send(request)
    #expect(refused == .tooLong)
    #expect(taken == .queued)
    #expect(bench.sent().map { $0.ipv4?.totalCount } == [1_500, 21])
  }

  @Test func `is refused when the queue is full, and taken when there is room again`() {
    var bench = Bench(.datagrams)
    let request = EchoRequest(to: Bench.peer, identifier: 3, sequence: 4)
    let outcomes = (0 ..< 513).map { _ in bench.stack.send(request) }
    #expect(outcomes == [SendOutcome](repeating: .queued, count: 512) + [.full])
    #expect(bench.sent().count == 512)
    let again = bench.stack.send(request)
    #expect(again == .queued)
  }

  @Test func `leaves what its owner does not read bounded`() {
    var bench = Bench(.datagrams)
    _ = bench.stack.send(EchoRequest(to: Bench.peer, identifier: 3, sequence: 4))
    let reply = datagram(icmp(.echoReply(identifier: 3, sequence: 4), pattern(1_000)))
    for _ in 0 ..< 2_000 { bench.receive(reply) }
    let events = bench.events()
    let dropped = bench.stack.drops[.fullQueue]
    #expect(events.count == 262)
    #expect(events.count + dropped == 2_000)
  }
}
