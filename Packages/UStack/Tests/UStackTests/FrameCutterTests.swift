import PacketCodec
import Testing

@testable import UStack

/// The pieces that a frame is cut into.
private func pieces(_ octets: [UInt8], _ sent: TransmittedFrame) -> [[UInt8]] {
  guard let work = sent.checksum else { return [octets] }
  var octets = octets
  var pieces: [[UInt8]] = []
  var span = octets.mutableSpan
  var frame = span.mutableBytes
  var cutter = FrameCutter(work, segmentOctets: sent.segmentOctets, in: &frame)
  repeat { pieces.append([UInt8](copying: frame.bytes.extracting(cutter.piece))) } while cutter.advance(in: &frame)
  return pieces
}

@Suite struct `A link that neither cuts nor sums` {
  @Test func `carries of a connection what one that does would carry`() throws {
    var stacks = TwoStacks {
      $0.completesChecksums = true
      $0.tcp.superFrameOctets = 60_000
    }
    let text = pattern(300_001)
    let read = try transfer(text, over: &stacks)
    #expect(read == text)
    var longest = 0
    for (frame, sent) in stacks.clientFrames {
      let cut = pieces(frame.octets, sent)
      longest = max(longest, cut.count)
      let isSame = cut == completed(frame.octets, sent)
      #expect(isSame)
    }
    #expect(longest > 20)
  }

  /// Shows: RFC 3168 §6.1.2; RFC 6864 §4.1.
  @Test(arguments: 0 ..< 200) func `carries every flag, number and octet where it belongs`(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let size = 1 + Int(random.next() % (seed % 2 == 0 ? 1_460 : 70))
    let count = 1 + Int(random.next() % 30) * size + Int(random.next() % UInt64(size))
    let flags = TCPFlags(rawValue: UInt16(random.next() % 256)).subtracting([.synchronize, .reset])
      .union(.acknowledgment)
    var header = TCPHeader(
      sourcePort: 9, destinationPort: 7, sequence: SequenceNumber(UInt32(truncatingIfNeeded: random.next())),
      acknowledgment: SequenceNumber(5), flags: flags, window: 77)
    if random.next() % 2 == 0 { header.options = TCPOptions(padded: TCPTimestamps(value: 1, echoReply: 2)) }
    var datagram = IPv4Header(
      source: Bench.own, destination: Bench.peer, protocol: .tcp, payloadCount: header.encodedCount + count)
    datagram.identification = 0xFFF0
    let text = pattern(count)
    let head = 34 + header.encodedCount
    let whole =
      [UInt8](repeating: 2, count: 12) + [8, 0] + encoded { datagram.encode(into: &$0) }
      + encoded { header.encode(into: &$0) } + text
    let sent = TransmittedFrame(
      count: whole.count, segmentOctets: size, checksum: ChecksumWork(transportOffset: 34, headerCount: head))
    let cut = pieces(whole, sent)
    try #require(cut.count == (count + size - 1) / size)
    #expect(cut.flatMap { $0[head...] } == text)
    for (index, octets) in cut.enumerated() {
      let frame = SentFrame(octets: octets, time: Instant(nanoseconds: 0), hasLink: true)
      let (ipv4, tcp) = (try #require(frame.ipv4), try #require(frame.decoded.tcp))
      let (isFirst, isLast) = (index == 0, index == cut.count - 1)
      #expect(frame.areChecksumsValid)
      #expect(octets[..<14] == whole[..<14] && octets.count <= head + size)
      #expect(ipv4.identification == 0xFFF0 && ipv4.fragment.isFragmentationForbidden)
      #expect(tcp.sequence == header.sequence + index * size)
      #expect(tcp.flags.isDisjoint(with: [.push, .finish]) || isLast)
      #expect(!tcp.flags.contains(.windowReduced) || isFirst)
      let kept: TCPFlags = [.acknowledgment, .urgent, .congestionEcho]
      #expect(tcp.flags.intersection(kept) == flags.intersection(kept))
      if isLast { #expect(tcp.flags.union(.windowReduced) == flags.union(.windowReduced)) }
      if isFirst { #expect(tcp.flags.contains(.windowReduced) == flags.contains(.windowReduced)) }
      #expect(tcp.options == header.options && tcp.window == 77 && tcp.acknowledgment == header.acknowledgment)
    }
  }

  @Test func `fills a short frame up, and sums what is no filling`() throws {
    let header = TCPHeader(
      sourcePort: 9, destinationPort: 7, sequence: SequenceNumber(1), flags: [.acknowledgment], window: 9)
    let datagram = IPv4Header(source: Bench.own, destination: Bench.peer, protocol: .tcp, payloadCount: 21)
    let whole =
      [UInt8](repeating: 2, count: 12) + [8, 0] + encoded { datagram.encode(into: &$0) }
      + encoded { header.encode(into: &$0) } + [7] + [UInt8](repeating: 0, count: 5)
    let work = ChecksumWork(transportOffset: 34, headerCount: 54)
    let cut = pieces(whole, TransmittedFrame(count: 60, checksum: work))
    #expect(cut.map(\.count) == [60])
    #expect(SentFrame(octets: cut[0], time: Instant(nanoseconds: 0), hasLink: true).areChecksumsValid)
  }
}
