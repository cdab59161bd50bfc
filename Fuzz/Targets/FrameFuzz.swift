import PacketCodec

/// A link type, how much the capture cut, and a frame.
enum FrameFuzz {
  /// Those that are read, and one that is not.
  static let links: [LinkType] = [
    .ethernet, .raw, .ipv4, .ipv6, .null, .loop, .rawOfBSD, .linuxCooked, .linuxCooked2, LinkType(rawValue: 147),
    .ppp, .pppInHDLC, .ciscoHDLC, .frameRelay, .ipOverInfiniBand, .wireless, .radiotap, .netfilterLog, .solarisIPNet,
  ]

  static func fault(of octets: [UInt8]) -> String? {
    guard octets.count >= 2 else { return nil }
    let link = links[Int(octets[0]) % links.count]
    let frame = Array(octets[2...])
    return decodedFault(frame, link) ?? layoutFault(frame, link, frame.count + Int(octets[1] & 15))
  }

  private static func decodedFault(_ octets: [UInt8], _ link: LinkType) -> String? {
    let frame = DecodedFrame(octets.span.bytes, linkType: link)
    guard frame.payloadRange.upperBound <= octets.count, frame.transportRange.upperBound <= octets.count else {
      return "a range leaves the frame: \(frame.payloadRange), \(frame.transportRange) of \(octets.count)"
    }
    guard frame.missingCount >= 0 else { return "\(frame.missingCount) octets missing" }
    _ = frame.isTransportChecksumValid(in: octets.span.bytes)
    let summary = PacketSummary(frame, octetCount: octets.count)
    _ = summary.linkHeader
    return summary.description.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? nil : "the summary is not plain text"
  }

  private static func layoutFault(_ octets: [UInt8], _ link: LinkType, _ originalCount: Int) -> String? {
    let layout = FrameLayout(octets.span.bytes, linkType: link, originalCount: originalCount)
    let extents: [FrameLayout.Extent?] = [
      layout.ethernet, layout.linkPayload, layout.arp, layout.ipv4, layout.ipv6, layout.icmp?.extent,
      layout.udp?.extent, layout.tcp?.extent,
    ]
    for case let extent? in extents {
      guard extent.offset >= 0, extent.captured >= 0, extent.captured <= extent.count,
        extent.offset + extent.captured <= octets.count, extent.offset + extent.count <= originalCount
      else { return "\(extent) leaves the frame of \(octets.count), \(originalCount) on the link" }
    }
    guard layout.networkOffset <= octets.count else { return "the network layer begins behind the frame" }
    _ = layout.isIPv4ChecksumValid(in: octets.span.bytes)
    _ = layout.isICMPChecksumValid(in: octets.span.bytes)
    _ = layout.isTCPChecksumValid(in: octets.span.bytes)
    return nil
  }
}
