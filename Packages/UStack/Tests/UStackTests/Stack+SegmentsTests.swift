import PacketCodec
import Testing

@testable import UStack

/// Connects the two, sends `text` from the client, closes, and gives back what the server read.
func transfer(_ text: [UInt8], over stacks: inout TwoStacks) throws -> [UInt8] {
  let remote = TransportAddress(Bench.peer, TwoStacks.port)
  let listener = try stacks.server.tcp.listen(at: TransportAddress(.any, TwoStacks.port))
  let connection = try stacks.client.tcp.connect(to: remote, from: TransportAddress(Bench.own, 0), now: stacks.now)
  var written = 0
  var read: [UInt8] = []
  var accepted: ConnectionID?
  stacks.run { stacks in
    if written < text.count {
      written += stacks.client.tcp.write(
        connection, text.span.bytes.extracting(written ..< text.count), now: stacks.now)
      if written == text.count { stacks.client.tcp.finish(connection, now: stacks.now) }
    }
    accepted = accepted ?? stacks.server.tcp.accept(listener)?.connection
    guard let accepted else { return }
    while stacks.server.tcp.readable(accepted) > 0 {
      read += stacks.server.tcp.read(accepted, atMost: 65_536, now: stacks.now)
    }
  }
  stacks.server.tcp.close(listener, now: stacks.now)
  return read
}

@Suite struct `TCP over a link` {
  /// Shows: RFC 9293 MUST-2; RFC 1191 §3a; RFC 6864 §4.1.
  @Test func `waits for its neighbour, then arrives whole`() throws {
    var stacks = TwoStacks()
    let text = pattern(300_000)
    let read = try transfer(text, over: &stacks)
    let isWhole = read == text
    #expect(isWhole, "\(read.count) octets of \(text.count) came")
    #expect(stacks.clientFrames.first?.frame.arp?.target == Bench.peer)
    let faults = stacks.clientFrames.filter { !$0.frame.areChecksumsValid || $0.sent.checksum != nil }
    #expect(faults.isEmpty)
    let segments = stacks.clientFrames.compactMap(\.frame.ipv4)
    #expect(segments.allSatisfy { $0.fragment.isFragmentationForbidden && $0.identification == 0 })
  }

  @Test func `to a neighbour that never answers ends as unreachable, three seconds on`() throws {
    var bench = Bench()
    let start = bench.now
    let connection = try bench.stack.tcp.connect(
      to: TransportAddress(Bench.peer, 7), from: TransportAddress(Bench.own, 0), now: start)
    #expect(bench.advance(.milliseconds(2_999)).allSatisfy { $0.arp != nil })
    #expect(result(of: connection, &bench) == .nothing)
    _ = bench.advance(.milliseconds(1))
    #expect(result(of: connection, &bench) == .failed(.unreachable))
  }

  @Test func `where no route leads ends as unreachable at once, and there is news of it`() throws {
    var bench = Bench()
    let connection = try bench.stack.tcp.connect(
      to: TransportAddress(IPv4Address(240, 0, 0, 1), 7), from: TransportAddress(Bench.own, 0), now: bench.now)
    var news = [bench.stack.hasNews]
    #expect(bench.advance(.zero).isEmpty)
    news.append(bench.stack.hasNews)
    #expect(result(of: connection, &bench) == .failed(.unreachable))
    while bench.stack.tcp.nextEvents() != nil {}
    news.append(bench.stack.hasNews)
    #expect(news == [false, true, false])
  }

  private func result(of connection: ConnectionID, _ bench: inout Bench) -> TCP.ReadResult? {
    var result: TCP.ReadResult?
    _ = [UInt8](capacity: 1) { result = bench.stack.tcp.read(connection, into: &$0, now: bench.now) }
    return result
  }

  @Test func `to a closed port is reset`() {
    var bench = Bench()
    bench.meetPeer()
    let header = TCPHeader(
      sourcePort: 4_000, destinationPort: 81, sequence: SequenceNumber(99), flags: [.synchronize], window: 1_000)
    bench.receive(frame(datagram(tcp(header), .tcp)))
    let sent = bench.sent()
    #expect(sent.map { $0.decoded.tcp?.control } == [.reset])
    #expect(sent.map { $0.decoded.tcp?.acknowledgment } == [SequenceNumber(100)])
    #expect(sent.allSatisfy { $0.areChecksumsValid && $0.destination == Bench.peerStation })
  }

  /// Shows: RFC 9293 MUST-57.
  @Test func `to everyone is dropped in silence`() {
    var bench = Bench()
    bench.meetPeer()
    let header = TCPHeader(
      sourcePort: 4_000, destinationPort: 81, sequence: SequenceNumber(99), flags: [.synchronize], window: 1_000)
    bench.receive(frame(datagram(tcp(header), .tcp, to: IPv4Address(10, 0, 0, 255)), to: .broadcast))
    let drops = bench.stack.drops.occurred
    #expect(drops == [.broadcastTCP: 1])
    #expect(bench.sent().isEmpty)
  }
}

@Suite struct `A path that carries less than the link` {
  /// A router in between that passes on no more than `mtu` octets, unless it may cut what is longer, and says so.
  private func router(_ mtu: Int) -> ([UInt8]) -> ([[UInt8]], [[UInt8]]) {
    { octets in
      guard let header = DecodedFrame(octets.span.bytes).ipv4, Int(header.totalCount) > mtu,
        header.fragment.isFragmentationForbidden
      else {
        return ([octets], [])
      }
      let message = ICMPMessage.destinationUnreachable(.fragmentationNeeded, nextHopMTU: UInt16(mtu))
      let error = icmp(message, Array(octets[14 ..< 42]))
      return ([], [frame(datagram(error, from: Bench.gateway))])
    }
  }

  /// Every seventh frame is lost, so that both ends have gaps to report beside text and without.
  ///
  /// Shows: RFC 791 §3.2; RFC 9293 MUST-16.
  @Test(arguments: [68, 69, 80, 99, 128], [true, false]) func `may be the shortest of links`(
    mtu: Int, timestamps: Bool
  ) throws {
    var stacks = TwoStacks(client: { $0.mtu = mtu }, server: { $0.mtu = mtu })
    var options = ConnectionOptions()
    options.timestamps = timestamps
    let listener = try stacks.server.tcp.listen(at: TransportAddress(.any, TwoStacks.port), options: options)
    let remote = TransportAddress(Bench.peer, TwoStacks.port)
    let connection = try stacks.client.tcp.connect(
      to: remote, from: TransportAddress(Bench.own, 0), options: options, now: stacks.now)
    stacks.run()
    let accepted = try #require(stacks.server.tcp.accept(listener)?.connection)
    let lost = Lost()
    stacks.toServer = { frame in
      lost.count += 1
      return (lost.count % 7 == 0 ? [] : [frame], [])
    }
    let text = pattern(4_000)
    var (there, back): ([UInt8], [UInt8]) = ([], [])
    var (written, echoed) = (0, 0)
    stacks.run { stacks in
      written += stacks.client.tcp.write(connection, text.span.bytes.extracting(written...), now: stacks.now)
      there += stacks.server.tcp.read(accepted, atMost: 65_536, now: stacks.now)
      echoed += stacks.server.tcp.write(accepted, there.span.bytes.extracting(echoed...), now: stacks.now)
      back += stacks.client.tcp.read(connection, atMost: 65_536, now: stacks.now)
    }
    #expect(there == text && back == text, "\(there.count) and \(back.count) octets came")
    #expect(stacks.clientFrames.allSatisfy { $0.frame.ipv4.map { Int($0.totalCount) <= mtu } ?? true })
    #expect(stacks.clientFrames.contains { $0.frame.ipv4.map { Int($0.totalCount) == mtu } ?? false })
  }

  private final class Lost { var count = 0 }

  /// Shows: RFC 1191 §3b.
  @Test func `is found out, and the stream arrives whole`() throws {
    var stacks = TwoStacks()
    stacks.toServer = router(1_000)
    let text = pattern(100_000)
    let start = stacks.now
    let read = try transfer(text, over: &stacks)
    let isWhole = read == text
    #expect(isWhole, "\(read.count) octets of \(text.count) came")
    let lengths = stacks.clientFrames.compactMap { $0.frame.ipv4?.totalCount }
    #expect(lengths.contains { $0 > 1_000 })
    let lost = lengths.lastIndex { $0 > 1_000 }
    #expect(lost.map { $0 < 30 } == true)
    #expect(start < stacks.now)
  }

  @Test func `is known to the next connection from the start`() throws {
    var stacks = TwoStacks()
    stacks.toServer = router(1_000)
    _ = try transfer(pattern(10_000), over: &stacks)
    stacks.clientFrames = []
    let text = pattern(20_000)
    let read = try transfer(text, over: &stacks)
    let isWhole = read == text
    #expect(isWhole, "\(read.count) octets of \(text.count) came")
    #expect(stacks.clientFrames.compactMap { $0.frame.ipv4?.totalCount }.max() == 1_000)
  }

  /// Shows: RFC 6864 §4.3.
  @Test(arguments: [0, 60_000])
  func `gets datagrams of 552 octets when it carries less, each with a number for routers that cut it`(
    superFrameOctets: Int
  ) throws {
    var stacks = TwoStacks {
      $0.completesChecksums = true
      $0.tcp.superFrameOctets = superFrameOctets
    }
    stacks.toServer = router(300)
    _ = try transfer(pattern(10_000), over: &stacks)
    stacks.clientFrames = []
    let text = pattern(100_000)
    let read = try transfer(text, over: &stacks)
    let isWhole = read == text
    #expect(isWhole, "\(read.count) octets of \(text.count) came")
    let datagrams = stacks.clientFrames.compactMap(\.frame.ipv4)
    #expect(datagrams.map(\.totalCount).max() == 552)
    #expect(datagrams.allSatisfy { !$0.fragment.isFragment && !$0.fragment.isFragmentationForbidden })
    #expect(Set(datagrams.map(\.identification)).count == datagrams.count)
    #expect(stacks.clientFrames.allSatisfy { $0.sent.segmentOctets == nil })
  }
}

@Suite struct `A link that cuts and sums` {
  @Test(arguments: [false, true]) func `gets super-frames, and the stream arrives whole`(passesWorkOn: Bool) throws {
    var stacks = TwoStacks {
      $0.completesChecksums = true
      $0.tcp.superFrameOctets = 60_000
    }
    stacks.passesWorkOn = passesWorkOn
    let text = pattern(400_000)
    let read = try transfer(text, over: &stacks)
    let isWhole = read == text
    #expect(isWhole, "\(read.count) octets of \(text.count) came")
    let longest = stacks.clientFrames.map(\.frame.octets.count).max() ?? 0
    #expect(longest > 10_000)
    let segments = stacks.clientFrames.filter { $0.frame.ipv4 != nil }
    #expect(
      segments.dropFirst().allSatisfy {
        $0.sent.checksum?.transportOffset == 34 && $0.sent.checksum?.checksumOffset == 16
      })
    #expect(segments.allSatisfy { $0.frame.octets.count <= 1_514 || $0.sent.segmentOctets ?? 0 > 1_400 })
  }

  /// Shows: RFC 1122 §2.3.2.2.
  @Test(arguments: [9_000, 60_000]) func `has no part in what waits for a neighbor that was forgotten`(
    superFrameOctets: Int
  ) throws {
    var stacks = TwoStacks {
      $0.completesChecksums = true
      $0.tcp.superFrameOctets = superFrameOctets
    }
    let listener = try stacks.server.tcp.listen(at: TransportAddress(.any, TwoStacks.port))
    let remote = TransportAddress(Bench.peer, TwoStacks.port)
    let connection = try stacks.client.tcp.connect(to: remote, from: TransportAddress(Bench.own, 0), now: stacks.now)
    stacks.run()
    let accepted = try #require(stacks.server.tcp.accept(listener)?.connection)
    let text = pattern(600_000)
    var read: [UInt8] = []
    for burst in [0 ..< 400_000, 400_000 ..< 600_000] {
      stacks.now = stacks.now + Neighbor.retention + .seconds(1)
      stacks.client.expire(now: stacks.now)
      stacks.clientFrames = []
      var written = burst.lowerBound
      let start = stacks.now
      var end: Instant?
      stacks.run { stacks in
        written += stacks.client.tcp.write(
          connection, text.span.bytes.extracting(written ..< burst.upperBound), now: stacks.now)
        read += stacks.server.tcp.read(accepted, atMost: 1 << 20, now: stacks.now)
        if end == nil, read.count == burst.upperBound { end = stacks.now }
      }
      #expect(stacks.clientFrames.first?.frame.arp?.target == Bench.peer)
      #expect(end.map { $0 - start < .milliseconds(100) } == true, "something was lost until a timeout")
      let waited = stacks.clientFrames.dropFirst().prefix { $0.sent.segmentOctets == nil }
      #expect(waited.count >= 10)
      #expect(waited.allSatisfy { $0.frame.areChecksumsValid && $0.frame.octets.count <= 1_514 })
    }
    let isWhole = read == text
    #expect(isWhole, "\(read.count) octets of \(text.count) came")
    let drops = stacks.client.drops.occurred
    #expect(drops.isEmpty)
  }

  /// Shows: RFC 9293 MUST-30, MUST-31.
  @Test func `gets no super-frame while something is urgent, for each piece would point elsewhere`() throws {
    var stacks = TwoStacks {
      $0.completesChecksums = true
      $0.tcp.superFrameOctets = 60_000
    }
    let listener = try stacks.server.tcp.listen(at: TransportAddress(.any, TwoStacks.port))
    let remote = TransportAddress(Bench.peer, TwoStacks.port)
    let connection = try stacks.client.tcp.connect(to: remote, from: TransportAddress(Bench.own, 0), now: stacks.now)
    stacks.run()
    let accepted = try #require(stacks.server.tcp.accept(listener)?.connection)
    let text = pattern(20_000)
    _ = stacks.client.tcp.write(connection, text.span.bytes, now: stacks.now)
    stacks.client.tcp.markUrgent(connection)
    stacks.run()
    let ends = stacks.clientFrames.compactMap { frame in
      frame.frame.decoded.tcp.flatMap { $0.flags.contains(.urgent) ? $0.sequence + Int($0.urgentPointer) : nil }
    }
    #expect(ends.count >= 14 && Set(ends).count == 1)
    #expect(stacks.clientFrames.allSatisfy { $0.sent.segmentOctets == nil })
    let ahead = stacks.server.tcp.urgentAhead(accepted)
    #expect(ahead == 20_000)
  }

  @Test func `that only sums gets frames no longer than its own`() throws {
    var stacks = TwoStacks { $0.completesChecksums = true }
    let text = pattern(50_000)
    let read = try transfer(text, over: &stacks)
    let isWhole = read == text
    #expect(isWhole, "\(read.count) octets of \(text.count) came")
    #expect(stacks.clientFrames.allSatisfy { $0.frame.octets.count <= 1_514 && $0.sent.segmentOctets == nil })
  }
}
