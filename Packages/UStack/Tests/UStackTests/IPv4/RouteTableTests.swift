import PacketCodec
import Testing

@testable import UStack

@Suite struct `A route table` {
  let table = RouteTable(
    InterfaceAddress(Bench.own, prefixLength: 24), gateway: Bench.gateway,
    routes: [
      Route(to: IPv4Prefix(IPv4Address(172, 16, 0, 0), length: 12), through: IPv4Address(10, 0, 0, 50)),
      Route(to: IPv4Prefix(IPv4Address(172, 16, 5, 0), length: 24), through: IPv4Address(10, 0, 0, 60)),
      Route(to: IPv4Prefix(IPv4Address(172, 16, 5, 9), length: 32)),
    ])

  @Test(arguments: [
    ("10.0.0.77", NextHop.neighbor(IPv4Address(10, 0, 0, 77))),
    ("8.8.8.8", .neighbor(Bench.gateway)),
    ("172.31.0.1", .neighbor(IPv4Address(10, 0, 0, 50))),
    ("172.16.5.1", .neighbor(IPv4Address(10, 0, 0, 60))),
    ("172.16.5.9", .neighbor(IPv4Address(172, 16, 5, 9))),
    ("172.32.0.1", .neighbor(Bench.gateway)),
    ("255.255.255.255", .everyone), ("10.0.0.255", .everyone), ("224.0.0.251", .group(IPv4Address(224, 0, 0, 251))),
    ("10.0.0.1", .myself), ("127.0.0.1", .myself),
    ("0.0.0.0", nil), ("10.0.0.0", nil), ("240.0.0.1", nil),
  ])
  func `takes the longest prefix`(destination: String, hop: NextHop?) throws {
    #expect(table.nextHop(to: try #require(IPv4Address(destination))) == hop)
  }

  @Test func `without a gateway knows only its own network`() {
    let table = RouteTable(InterfaceAddress(Bench.own, prefixLength: 24), gateway: nil)
    #expect(table.nextHop(to: Bench.peer) == .neighbor(Bench.peer))
    #expect(table.nextHop(to: IPv4Address(8, 8, 8, 8)) == nil)
  }

  @Test(arguments: [31, 32]) func `of a link of two or one has no broadcast`(length: Int) {
    let table = RouteTable(InterfaceAddress(IPv4Address(10, 0, 0, 0), prefixLength: length), gateway: Bench.gateway)
    let hop: NextHop = length == 31 ? .neighbor(IPv4Address(10, 0, 0, 1)) : .neighbor(Bench.gateway)
    #expect(table.nextHop(to: IPv4Address(10, 0, 0, 1)) == hop)
    #expect(table.nextHop(to: IPv4Address(10, 0, 0, 0)) == .myself)
  }
}

@Suite struct `A datagram for another network` {
  /// Shows: RFC 1122 §3.3.1.
  @Test func `goes to the router's station with its own destination`() {
    var bench = Bench()
    let far = IPv4Address(8, 8, 8, 8)
    _ = bench.stack.send(EchoRequest(to: far, identifier: 1, sequence: 1))
    #expect(bench.sent().map { $0.arp?.target } == [Bench.gateway])
    let router = MACAddress(0x02_00_00_00_00_FE)
    bench.receive(arp(.reply, from: (router, Bench.gateway), to: (Bench.station, Bench.own)))
    let sent = bench.sent()
    #expect(sent.map(\.destination) == [router])
    #expect(sent.map { $0.ipv4?.destination } == [far])
  }

  @Test func `is refused at once where no route leads there`() {
    var bench = Bench { $0.gateway = nil }
    let outcome = bench.stack.send(EchoRequest(to: IPv4Address(8, 8, 8, 8), identifier: 1, sequence: 1))
    #expect(outcome == .noRoute)
  }
}

@Suite struct `A datagram to many` {
  @Test(arguments: [
    (IPv4Address.broadcast, MACAddress.broadcast), (IPv4Address(10, 0, 0, 255), .broadcast),
    (IPv4Address(239, 129, 2, 3), MACAddress(0x01_00_5E_01_02_03)),
  ])
  func `goes to their station at once`(destination: IPv4Address, station: MACAddress) {
    var bench = Bench()
    let port = bench.stack.bindUDP(port: 68)
    #expect(port == 68)
    _ = bench.stack.sendUDP(([1] as [UInt8]).span.bytes, from: 68, to: destination, port: 67)
    let sent = bench.sent()
    #expect(sent.map(\.destination) == [station])
    #expect(sent.first?.ipv4?.destination == destination)
  }
}

@Suite struct `A datagram to ourselves` {
  @Test(arguments: [Bench.own, .loopback]) func `comes back without the wire`(destination: IPv4Address) {
    var bench = Bench()
    _ = bench.stack.send(EchoRequest(to: destination, identifier: 5, sequence: 6, payload: [7]))
    let start = bench.now
    #expect(bench.advance(.milliseconds(1)).isEmpty)
    let reply = EchoReply(
      source: destination, identifier: 5, sequence: 6, timeToLive: 64, payload: [7], time: start)
    #expect(bench.events() == [.echoReply(reply)])
  }
}

@Suite struct `An interface's address` {
  @Test(arguments: ["10.0.0.7/24", "0.0.0.0/0", "1.2.3.4/32"]) func `reads as it is written`(text: String) {
    #expect(InterfaceAddress(text)?.description == text)
  }

  @Test(arguments: ["10.0.0.7", "10.0.0.7/", "10.0.0.7/33", "10.0.0.7/-1", "10.0.0.7/+8", "10.0.0/8", "10.0.0.7/8/8"])
  func `is nothing else`(text: String) {
    #expect(InterfaceAddress(text) == nil)
  }
}
