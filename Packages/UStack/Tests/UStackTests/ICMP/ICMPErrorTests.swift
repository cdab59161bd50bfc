import PacketCodec
import Testing
import UStack

private let unknown = IPProtocol(rawValue: 200)
private let portUnreachable = ICMPMessage.destinationUnreachable(.port, nextHopMTU: 0)
private let protocolUnreachable = ICMPMessage.destinationUnreachable(.transportProtocol, nextHopMTU: 0)

@Suite struct `A datagram nobody here reads` {
  /// Shows: RFC 1122 §3.2.2b, §3.2.2.1a.
  @Test func `to a closed port is refused, with what it was`() {
    var bench = Bench(.datagrams)
    let refused = datagram(udp(pattern(100), to: 9), .udp, options: [1, 1, 1, 0])
    bench.receive(refused)
    let sent = bench.sent()
    #expect(sent.map(\.icmp) == [portUnreachable])
    #expect(sent.first?.payload == refused)
    #expect(sent.first?.ipv4?.source == Bench.own)
    #expect(sent.first?.ipv4?.destination == Bench.peer)
    #expect(sent.first?.ipv4?.typeOfService == 0)
    #expect(sent.first?.areChecksumsValid == true)
  }

  @Test func `is quoted up to an error of 576 octets`() {
    var bench = Bench(.datagrams)
    let refused = datagram(udp(pattern(1_400), to: 9), .udp)
    bench.receive(refused)
    let sent = bench.sent()
    #expect(sent.map(\.octets.count) == [576])
    #expect(sent.first?.payload == Array(refused[..<548]))
  }

  /// Shows: RFC 1122 §3.2.2.1a.
  @Test func `of an unknown transport is refused`() {
    var bench = Bench(.datagrams)
    bench.receive(datagram([1, 2, 3], unknown))
    #expect(bench.sent().map(\.icmp) == [protocolUnreachable])
  }

  @Test(arguments: [ICMPMessage.echoReply(identifier: 1, sequence: 1), .redirect(code: 1, gateway: Bench.peer)])
  func `of ICMP is never refused`(message: ICMPMessage) {
    var bench = Bench(.datagrams)
    bench.receive(datagram(icmp(message, datagram(udp([], to: 1), .udp))))
    #expect(bench.sent().isEmpty)
  }

  /// Shows: RFC 1122 §3.2.2c.
  @Test func `is not answered with an error when it is one, though fragments of it are missing`() {
    var bench = Bench(.datagrams)
    let quoted = datagram(udp(pattern(1_000), to: 9, source: Bench.own), .udp, from: Bench.own, to: Bench.peer)
    bench.receive(fragment(0 ..< 504, of: icmp(.timeExceeded(code: 0), quoted)))
    #expect(bench.advance(.seconds(120)).isEmpty)
  }

  /// Shows: RFC 1122 §3.2.2d.
  @Test func `to everyone is not refused`() {
    var bench = Bench()
    bench.meetPeer()
    for destination in [IPv4Address.broadcast, IPv4Address(10, 0, 0, 255)] {
      bench.receive(
        frame(datagram(udp([], to: 9, destination: destination), .udp, to: destination), to: .broadcast))
      bench.receive(frame(datagram([], unknown, to: destination), to: .broadcast))
    }
    let drops = bench.stack.drops.occurred
    #expect(drops == [.closedPort: 2, .otherTransport: 2])
    #expect(bench.sent().isEmpty)
  }

  @Test func `and fragmented is refused once, when it is whole`() {
    var bench = Bench(.datagrams)
    let message = udp(pattern(992), to: 9)
    bench.receive(fragment(504 ..< 1_000, of: message, .udp))
    #expect(bench.sent().isEmpty)
    bench.receive(fragment(0 ..< 504, of: message, .udp))
    let sent = bench.sent()
    #expect(sent.map(\.icmp) == [portUnreachable])
    #expect(sent.first?.quoted?.destinationPort == 9)
  }
}

@Suite struct `A flood that asks for errors` {
  @Test func `gets twenty at once, fifty a second after that, and more later`() {
    var bench = Bench(.datagrams)
    var counts: [Int] = []
    for _ in 0 ..< 3 {
      var count = 0
      for _ in 0 ..< 1_000 {
        bench.receive(datagram([], unknown))
        count += bench.advance(.milliseconds(1)).count
      }
      counts.append(count)
    }
    #expect(counts == [69, 50, 50])
    let limited = bench.stack.drops[.rateLimited]
    #expect(limited == 3_000 - 169)
    _ = bench.advance(.seconds(1))
    for _ in 0 ..< 100 { bench.receive(datagram([], unknown)) }
    #expect(bench.sent().count == 20)
  }
}

@Suite struct `ICMP we have no use for` {
  /// Shows: RFC 9293 MUST-55; RFC 6633 §4; RFC 1122 §3.2.2a, §3.2.2.7.
  @Test(arguments: [
    ICMPMessage.sourceQuench, .redirect(code: 1, gateway: IPv4Address(10, 0, 0, 66)),
    .timestampRequest(identifier: 1, sequence: 1), .other(type: 9, code: 0, rest: 0),
    .other(type: 17, code: 0, rest: 0), .other(type: 255, code: 255, rest: 0xFFFF_FFFF),
  ])
  func `is passed over`(message: ICMPMessage) {
    var bench = Bench(.datagrams)
    bench.receive(datagram(icmp(message, datagram(icmp(.echoRequest(identifier: 1, sequence: 1))))))
    let drops = bench.stack.drops.occurred
    #expect(drops == [.ignoredICMP: 1])
    #expect(bench.sent().isEmpty)
    #expect(bench.events().isEmpty)
  }

  @Test func `does not lead our traffic to another router`() {
    var bench = Bench()
    let far = IPv4Address(8, 8, 8, 8)
    bench.receive(arp(.request, from: (Bench.peerStation, Bench.gateway), to: (.zero, Bench.own)))
    _ = bench.sent()
    _ = bench.stack.send(EchoRequest(to: far, identifier: 1, sequence: 1))
    let quoted = Array(bench.sent()[0].octets[14 ..< 42])
    bench.receive(frame(datagram(icmp(.redirect(code: 1, gateway: Bench.peer), quoted), from: Bench.gateway)))
    _ = bench.stack.send(EchoRequest(to: far, identifier: 1, sequence: 2))
    #expect(bench.sent().map(\.destination) == [Bench.peerStation])
  }
}
