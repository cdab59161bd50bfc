import PacketCodec
import Testing
import UStack

@Suite struct `A bound port` {
  @Test func `gets what is sent to it, in order, and from whom`() {
    var bench = Bench(.datagrams)
    let port = bench.stack.bindUDP(port: 53)
    #expect(port == 53)
    for value in UInt8(1) ... 3 { bench.receive(datagram(udp([value], from: 4_000, to: 53), .udp)) }
    for value in UInt8(1) ... 3 {
      let expected = UDPDatagram(source: Bench.peer, sourcePort: 4_000, destination: Bench.own, payload: [value])
      #expect(bench.stack.receiveUDP(port: 53) == expected)
    }
    #expect(bench.stack.receiveUDP(port: 53) == nil)
    #expect(bench.sent().isEmpty)
  }

  @Test func `gets what is sent to everyone, too`() {
    var bench = Bench()
    _ = bench.stack.bindUDP(port: 68)
    bench.receive(
      frame(datagram(udp([1], to: 68, destination: .broadcast), .udp, to: .broadcast), to: .broadcast))
    #expect(bench.stack.receiveUDP(port: 68)?.destination == .broadcast)
  }

  @Test func `takes a datagram without a checksum, and none with a wrong one`() {
    var bench = Bench(.datagrams)
    _ = bench.stack.bindUDP(port: 53)
    bench.receive(datagram(udp([1, 2, 3], to: 53, checksum: 0), .udp))
    bench.receive(datagram(udp([4, 5, 6], to: 53, checksum: 0x1234), .udp))
    #expect(bench.stack.receiveUDP(port: 53)?.payload == [1, 2, 3])
    #expect(bench.stack.receiveUDP(port: 53) == nil)
    let drops = bench.stack.drops.occurred
    #expect(drops == [.badUDP: 1])
    #expect(bench.sent().isEmpty)
  }

  @Test(arguments: [UInt16(0), 7, 12, 0xFFFF]) func `takes no datagram whose length is wrong`(length: UInt16) {
    var bench = Bench(.datagrams)
    _ = bench.stack.bindUDP(port: 53)
    var octets = udp([1, 2, 3], to: 53, checksum: 0)
    octets[4] = UInt8(length >> 8)
    octets[5] = UInt8(truncatingIfNeeded: length)
    bench.receive(datagram(octets, .udp))
    let drops = bench.stack.drops.occurred
    #expect(drops == [.badUDP: 1])
  }

  @Test func `reads no further than the length, which may end before the datagram`() {
    var bench = Bench(.datagrams)
    _ = bench.stack.bindUDP(port: 53)
    bench.receive(datagram(udp([1, 2, 3], to: 53) + [9, 9], .udp))
    #expect(bench.stack.receiveUDP(port: 53)?.payload == [1, 2, 3])
  }

  @Test func `keeps 256 KiB for a slow reader and drops what comes then`() {
    var bench = Bench(.datagrams)
    _ = bench.stack.bindUDP(port: 53)
    for _ in 0 ..< 1_000 { bench.receive(datagram(udp(pattern(960), to: 53), .udp)) }
    for _ in 0 ..< 10_000 { bench.receive(datagram(udp([], to: 53), .udp)) }
    var counts: [Int: Int] = [:]
    while let datagram = bench.stack.receiveUDP(port: 53) { counts[datagram.payload.count, default: 0] += 1 }
    #expect(counts == [960: 256])
    bench.receive(datagram(udp([], to: 53), .udp))
    #expect(bench.stack.receiveUDP(port: 53)?.payload == [])
  }

  @Test func `is one of a kind, and free again when closed`() {
    var bench = Bench(.datagrams)
    let ports = [53, 53].map { bench.stack.bindUDP(port: $0) }
    #expect(ports == [53, nil])
    bench.stack.closeUDP(port: 53)
    bench.receive(datagram(udp([], to: 53), .udp))
    #expect(bench.sent().map(\.icmp) == [.destinationUnreachable(.port, nextHopMTU: 0)])
    let again = bench.stack.bindUDP(port: 53)
    #expect(again == 53)
  }

  @Test func `of no number is one of the dynamic ones, until 1,024 are taken`() {
    var bench = Bench(.datagrams)
    let ports = (0 ..< 1_024).compactMap { _ in bench.stack.bindUDP(port: 0) }
    #expect(Set(ports).count == 1_024)
    #expect(ports.allSatisfy { $0 >= 49_152 })
    let further = bench.stack.bindUDP(port: 0)
    #expect(further == nil)
  }
}

@Suite struct `A user datagram we send` {
  @Test(arguments: [0, 1, 1_472]) func `arrives as it was given`(count: Int) {
    var bench = Bench(.datagrams)
    _ = bench.stack.bindUDP(port: 53)
    let outcome = bench.stack.sendUDP(pattern(count).span.bytes, from: 53, to: Bench.peer, port: 4_000)
    #expect(outcome == .queued)
    let sent = bench.sent()
    #expect(sent.map { $0.udp?.sourcePort } == [53])
    #expect(sent.map { $0.udp?.destinationPort } == [4_000])
    #expect(sent.map(\.payload) == [pattern(count)])
    #expect(sent.first?.udp?.checksum != 0)
    #expect(sent.allSatisfy { $0.areChecksumsValid })
  }

  @Test func `longer than the link goes in pieces, longer than a datagram not at all`() {
    var bench = Bench(.datagrams)
    _ = bench.stack.bindUDP(port: 53)
    let payload = pattern(65_508)
    let taken = bench.stack.sendUDP(
      payload.span.bytes.extracting(..<65_507), from: 53, to: Bench.peer, port: 4_000)
    let refused = bench.stack.sendUDP(payload.span.bytes, from: 53, to: Bench.peer, port: 4_000)
    #expect(taken == .queued)
    #expect(refused == .tooLong)
    let sent = bench.sent()
    #expect(sent.count == 45)
    #expect(sent.flatMap(\.transport).dropFirst(8).elementsEqual(payload.dropLast()))
  }

  @Test func `that nobody takes comes back as a failure of its port`() {
    var bench = Bench(.datagrams)
    _ = bench.stack.bindUDP(port: 53)
    _ = bench.stack.sendUDP(([1] as [UInt8]).span.bytes, from: 53, to: Bench.peer, port: 4_000)
    let message = ICMPMessage.destinationUnreachable(.port, nextHopMTU: 0)
    bench.receive(datagram(icmp(message, Array(bench.sent()[0].octets.prefix(28)))))
    #expect(
      bench.events() == [
        .udpFailure(
          UDPFailure(
            port: 53, destination: Bench.peer, destinationPort: 4_000,
            error: DeliveryError(reporter: Bench.peer, message: message, time: bench.now)))
      ])
  }

  @Test func `to ourselves arrives, and to a closed port of ours fails`() {
    var bench = Bench()
    _ = bench.stack.bindUDP(port: 53)
    for port in [53, 54] as [UInt16] {
      _ = bench.stack.sendUDP(([8] as [UInt8]).span.bytes, from: 53, to: Bench.own, port: port)
    }
    #expect(bench.advance(.milliseconds(1)).isEmpty)
    #expect(bench.stack.receiveUDP(port: 53)?.payload == [8])
    guard case .udpFailure(let failure) = bench.events().first else {
      Issue.record("the closed port said nothing")
      return
    }
    #expect(failure.destinationPort == 54)
  }
}
