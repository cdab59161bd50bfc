import PacketCodec
import Testing

@testable import UStack

/// What a peer may send is anything: none of it traps, and what it costs ends.
@Suite struct `Hostile frames` {
  static let rounds = 1_500

  @Test(arguments: UInt64(1) ... 4, [StackPort.datagrams, .ethernet(Bench.station)])
  func `neither trap the stack nor make it send what is wrong`(seed: UInt64, port: StackPort) {
    var random = RandomSource(seed: seed)
    var bench = Bench(port) { $0.mtu = [68, 576, 1_500, 65_535].randomElement(using: &random)! }
    _ = bench.stack.bindUDP(port: 53)
    let capacity = bench.stack.frameCapacity
    var sentCount = 0
    for round in 0 ..< Self.rounds {
      if round % 16 == 0 { say(&bench, &random) }
      var octets = mutated(spoken(&random), &random)
      if Bool.random(using: &random) { mend(&octets) }
      if case .ethernet = port, octets.first.map({ $0 >> 4 == 4 }) ?? false {
        octets = mutated(frame(octets), &random)
      }
      bench.receive(octets)
      let pause = Interval.microseconds(Int.random(in: 0 ... 200_000, using: &random))
      for frame in bench.advance(pause) {
        sentCount += 1
        let isGood =
          frame.octets.count <= capacity && (frame.arp != nil || frame.ipv4 != nil) && frame.areChecksumsValid
        if !isGood { Issue.record("\(frame) is wrong") }
      }
      if round % 64 == 0 { _ = bench.events() }
    }
    #expect(sentCount > 100)
    // Everything that was open closes by itself, within the longest time anything is kept.
    _ = bench.advance(.seconds(700))
    let deadline = bench.stack.deadline
    #expect(deadline == nil)
    #expect(bench.stack.reassembler.count == 0)
  }

  /// The application's own doings meanwhile.
  private func say(_ bench: inout Bench, _ random: inout RandomSource) {
    let destination = IPv4Address(10, 0, 0, UInt8.random(in: 1 ... 255, using: &random))
    _ = bench.stack.send(EchoRequest(to: destination, identifier: 1, sequence: 1, payload: pattern(100)))
    _ = bench.stack.sendUDP(pattern(2_000).span.bytes, from: 53, to: destination, port: 53)
    _ = bench.stack.ask(who: destination, now: bench.now)
    while bench.stack.receiveUDP(port: 53) != nil {}
  }

  /// Something a peer might say: a bare datagram, or a frame of ARP.
  private func spoken(_ random: inout RandomSource) -> [UInt8] {
    let peer = IPv4Address(10, 0, 0, UInt8.random(in: 2 ... 254, using: &random))
    let station = MACAddress(0x02_00_00_00_00_00 | UInt64(peer.rawValue & 0xFF))
    let echo = icmp(.echoRequest(identifier: 1, sequence: 1), pattern(Int.random(in: 0 ... 1_600, using: &random)))
    let quoted = datagram(
      echo, from: Bench.own, to: peer, fragment: .whole(mayFragment: Bool.random(using: &random)))
    let start = Int.random(in: 0 ... echo.count / 8, using: &random) * 8
    let end = min(start + Int.random(in: 1 ... 100, using: &random) * 8, echo.count)
    let mtu = UInt16.random(in: 0 ... 1_600, using: &random)
    switch Int.random(in: 0 ..< 9, using: &random) {
    case 0: return datagram(echo, from: peer)
    case 1:
      return datagram(udp(pattern(20), to: [53, 54].randomElement(using: &random)!, source: peer), .udp, from: peer)
    case 2: return datagram(icmp(.destinationUnreachable(.fragmentationNeeded, nextHopMTU: mtu), quoted), from: peer)
    case 3: return datagram(icmp(.timeExceeded(code: 0), quoted), from: peer)
    case 4, 5:
      let identification = UInt16.random(in: 0 ..< 8, using: &random)
      return fragment(start ..< max(start, end), of: echo, identification: identification, source: peer)
    case 6: return datagram(pattern(30), .tcp, from: peer)
    case 7: return arp(.request, from: (station, peer), to: (.zero, Bench.own))
    default: return arp(.reply, from: (station, peer), to: (Bench.station, Bench.own))
    }
  }

  /// Makes the checksums of a mutated datagram fit again, so that what lies deeper is reached.
  private func mend(_ octets: inout [UInt8]) {
    guard let (header, offset) = try? IPv4Header.decode(octets.span.bytes) else { return }
    let end = min(octets.count, Int(header.totalCount))
    if header.protocol == .icmp, !header.fragment.isFragment, offset + 8 <= end {
      octets.replaceSubrange(offset + 2 ..< offset + 4, with: [0, 0])
      var sum = InternetChecksum()
      sum.add(octets.span.bytes.extracting(offset ..< end))
      octets.replaceSubrange(offset + 2 ..< offset + 4, with: [UInt8(sum.value >> 8), UInt8(sum.value & 0xFF)])
    }
    let checksum = header.computedChecksum
    octets.replaceSubrange(10 ..< 12, with: [UInt8(checksum >> 8), UInt8(checksum & 0xFF)])
  }

  @Test(arguments: UInt64(1) ... 2) func `of no meaning at all are dropped`(seed: UInt64) {
    var random = RandomSource(seed: seed)
    for port in [StackPort.datagrams, .ethernet(Bench.station)] {
      var bench = Bench(port)
      for _ in 0 ..< 10 * Self.rounds {
        let count = Int.random(in: 0 ... 80, using: &random)
        bench.receive((0 ..< count).map { _ in UInt8.random(in: 0 ... 255, using: &random) })
      }
      #expect(bench.sent().isEmpty)
    }
  }
}
