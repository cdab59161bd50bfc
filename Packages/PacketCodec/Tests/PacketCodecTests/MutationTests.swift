import PacketCodec
import Testing

/// What a peer or a file may send is anything. None of it may trap, and all of it must stay within its octets.
@Suite struct `Under random change` {
  static let rounds = 20_000

  @Test(arguments: UInt64(1) ... 4) func `no frame traps or leaves its octets`(seed: UInt64) {
    var random = SplitMix(seed: seed)
    for _ in 0 ..< Self.rounds / 4 {
      var octets = GoldenFrame.all.randomElement(using: &random)!.octets
      octets = mutate(&octets, &random)
      let link: LinkType = Bool.random(using: &random) ? .ethernet : .raw
      let frame = DecodedFrame(octets.span.bytes, linkType: link)
      #expect(frame.payloadRange.upperBound <= octets.count && frame.transportRange.upperBound <= octets.count)
      _ = frame.isTransportChecksumValid(in: octets.span.bytes)
      let summary = PacketSummary(frame, octetCount: octets.count)
      #expect(!summary.description.isEmpty)
      _ = summary.linkHeader
      if let header = frame.tcp { rewrite(header) }
      let anyLink = LinkType(rawValue: [0, 1, 12, 101, 108, 113, 228, 229, 276].randomElement(using: &random)!)
      let layout = FrameLayout(
        octets.span.bytes, linkType: anyLink, originalCount: octets.count + Int.random(in: 0 ... 9, using: &random))
      for extent in [layout.arp, layout.ipv4, layout.ipv6, layout.icmp?.extent, layout.udp?.extent, layout.tcp?.extent]
      {
        if let extent { #expect(extent.captured <= extent.count && extent.offset + extent.captured <= octets.count) }
      }
      _ = layout.isIPv4ChecksumValid(in: octets.span.bytes)
      _ = layout.isICMPChecksumValid(in: octets.span.bytes)
      _ = layout.isTCPChecksumValid(in: octets.span.bytes)
    }
  }

  @Test(arguments: UInt64(1) ... 4) func `no capture file traps`(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let files = [`A pcapng file`.octets, pcapOctets(twoFrames), pcapOctets(twoFrames, bigEndian: true)]
    for _ in 0 ..< Self.rounds / 4 {
      var octets = files.randomElement(using: &random)!
      octets = mutate(&octets, &random)
      let whole = read(octets)
      let pieces = read(octets, piece: Int.random(in: 1 ... 40, using: &random))
      #expect(whole == pieces)
    }
  }

  /// Any header that was read is written back in a form that reads the same.
  private func rewrite(_ header: TCPHeader) {
    let octets = encoded { header.encode(into: &$0) }
    #expect((try? TCPHeader.decode(octets.span.bytes))?.header == header)
  }

  private func mutate(_ octets: inout [UInt8], _ random: inout SplitMix) -> [UInt8] {
    for _ in 0 ..< Int.random(in: 0 ... 4, using: &random) where !octets.isEmpty {
      let index = Int.random(in: 0 ..< octets.count, using: &random)
      switch Int.random(in: 0 ..< 5, using: &random) {
      case 0: octets[index] ^= 1 << UInt8.random(in: 0 ..< 8, using: &random)
      case 1: octets[index] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random)!
      case 2: octets.removeLast(octets.count - index)
      case 3: octets.remove(at: index)
      default: octets.insert(UInt8.random(in: 0 ... 255, using: &random), at: index)
      }
    }
    return octets
  }
}
