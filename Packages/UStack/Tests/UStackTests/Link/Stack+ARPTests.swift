import PacketCodec
import Testing
import UStack

private let question = arp(.request, from: (Bench.peerStation, Bench.peer), to: (.zero, Bench.own))

@Suite struct `A question for our address` {
  /// Shows: RFC 826 §1c.
  @Test func `is answered to who asked`() {
    var bench = Bench()
    bench.receive(question)
    let sent = bench.sent()
    #expect(sent.map(\.destination) == [Bench.peerStation])
    #expect(
      sent.map(\.arp) == [
        ARPPacket(
          operation: .reply, senderHardware: Bench.station, sender: Bench.own, targetHardware: Bench.peerStation,
          target: Bench.peer)
      ])
  }

  @Test func `makes a frame of Ethernet's shortest length`() {
    var bench = Bench()
    bench.receive(question)
    #expect(bench.sent().map(\.octets.count) == [60])
  }

  /// Shows: RFC 826 §1b.
  @Test func `teaches us the asker, who is then not asked`() {
    var bench = Bench()
    bench.meetPeer()
    _ = bench.stack.send(EchoRequest(to: Bench.peer, identifier: 1, sequence: 1))
    let sent = bench.sent()
    #expect(sent.map(\.destination) == [Bench.peerStation])
    #expect(sent.map(\.icmp) == [.echoRequest(identifier: 1, sequence: 1)])
  }

  @Test func `answers a probe without learning from it`() {
    var bench = Bench()
    bench.receive(arp(.request, from: (Bench.peerStation, .any), to: (.zero, Bench.own)))
    let reply = bench.sent().first?.arp
    #expect(reply?.operation == .reply)
    #expect(reply?.target == .any)
    let known = bench.stack.neighbors(now: bench.now)
    #expect(known.isEmpty)
  }
}

@Suite struct `ARP that is not for us` {
  /// Shows: RFC 826 §1b.
  @Test func `is not answered, and teaches nothing new`() {
    var bench = Bench()
    bench.receive(arp(.request, from: (Bench.peerStation, Bench.peer), to: (.zero, Bench.gateway)))
    let sent = bench.sent()
    let known = bench.stack.neighbors(now: bench.now)
    #expect(sent.isEmpty)
    #expect(known.isEmpty)
  }

  /// Shows: RFC 826 §1a.
  @Test func `moves a neighbour we know to its new station`() {
    var bench = Bench()
    bench.meetPeer()
    let moved = MACAddress(0x02_00_00_00_00_77)
    bench.receive(arp(.request, from: (moved, Bench.peer), to: (.zero, Bench.gateway)))
    let known = bench.stack.neighbors(now: bench.now)
    #expect(known == [KnownNeighbor(address: Bench.peer, hardware: moved, age: .zero)])
  }

  @Test func `is no surprise when it is our own, heard again`() {
    var bench = Bench()
    bench.receive(arp(.request, from: (Bench.station, Bench.own), to: (.zero, Bench.peer)))
    let known = bench.stack.neighbors(now: bench.now)
    #expect(known.isEmpty)
    #expect(bench.sent().isEmpty)
    #expect(bench.events().isEmpty)
  }
}

@Suite struct `ARP that no host sends` {
  /// Shows: RFC 826 §1d.
  @Test(arguments: [0, 1, 2, 3, 4, 5, 6])
  func `is dropped for a wrong type, length or operation, and the next is answered`(index: Int) {
    var bench = Bench()
    var spoiled = question
    spoiled[14 + index] ^= 0x40
    bench.receive(spoiled)
    let dropped = bench.stack.drops[.badARP]
    #expect(dropped == 1)
    #expect(bench.sent().isEmpty)
    bench.receive(question)
    #expect(bench.sent().count == 1)
  }

  @Test(arguments: 0 ..< 28) func `is dropped when it ends early`(count: Int) {
    var bench = Bench()
    bench.receive(Array(question[..<(14 + count)]))
    let dropped = bench.stack.drops[.badARP]
    #expect(dropped == 1)
  }

  @Test(arguments: [
    (MACAddress.broadcast, Bench.peer), (.zero, Bench.peer), (MACAddress(0x01_00_5E_00_00_01), Bench.peer),
    (Bench.peerStation, .broadcast), (Bench.peerStation, IPv4Address(10, 0, 0, 255)),
    (Bench.peerStation, IPv4Address(224, 0, 0, 1)), (Bench.peerStation, .loopback),
  ])
  func `is dropped when its sender is no single host`(station: MACAddress, address: IPv4Address) {
    var bench = Bench()
    bench.receive(arp(.reply, from: (station, address), to: (Bench.station, Bench.own)))
    let dropped = bench.stack.drops[.badARP]
    let known = bench.stack.neighbors(now: bench.now)
    #expect(dropped == 1)
    #expect(known.isEmpty)
  }
}
