// Labels, and the frames and channels that they lead to.

extension FrameLayout {
  /// Labels up to the one that says it is the last; the first four bits behind it say what follows.
  ///
  /// Source: RFC 3032 §2.1, RFC 4385 §3, §5.
  mutating func readMPLS(_ octets: RawSpan, _ extent: Extent, depth: Int) throws(DecodeError) {
    var rest = extent, isLast = false
    while !isLast {
      try require(4, rest)
      isLast = octets.bigEndian(at: rest.offset + 2, as: UInt8.self) & 1 == 1
      rest = rest.dropping(4)
    }
    guard rest.captured > 0 else { return }
    switch octets.bigEndian(at: rest.offset, as: UInt8.self) >> 4 {
    case 4: try readIPv4(octets, rest, depth: depth)
    case 6: try readIPv6(octets, rest, depth: depth)
    case 0: try readPseudowire(octets, rest, depth: depth)
    case 1: try readAssociatedChannel(octets, rest, depth: depth)
    default: break
    }
  }

  /// An Ethernet frame, with a control word in front or without. What leads nowhere says it: without a control word,
  /// there is a type we know in its own place, and none where it would be behind one.
  ///
  /// Source: RFC 4448 §4.6.
  private mutating func readPseudowire(_ octets: RawSpan, _ extent: Extent, depth: Int) throws(DecodeError) {
    guard depth < Self.depthLimit else { return }
    try require(4, extent)
    let isPlain = Self.hasKnownType(octets, extent) && !Self.hasKnownType(octets, extent.dropping(4))
    try readEthernet(octets, isPlain ? extent : extent.dropping(4), depth: depth + 1)
  }

  /// Whether an Ethernet frame of these octets has a type that is read here.
  private static func hasKnownType(_ octets: RawSpan, _ frame: Extent) -> Bool {
    guard frame.captured >= 14 else { return false }
    let known: [EtherType] = [.ipv4, .ipv6, .arp, .tagged, .serviceTagged, .mpls, .pppOverEthernet]
    return known.contains(EtherType(rawValue: octets.bigEndian(at: frame.offset + 12)))
  }

  /// What the ends of a pseudowire tell each other; it may be a datagram.
  ///
  /// Source: RFC 4385 §5; the types are in IANA's "MPLS Generalized Associated Channel Types".
  private mutating func readAssociatedChannel(_ octets: RawSpan, _ extent: Extent, depth: Int) throws(DecodeError) {
    try require(4, extent)
    switch octets.bigEndian(at: extent.offset + 2, as: UInt16.self) {
    case 0x0021: try readIPv4(octets, extent.dropping(4), depth: depth)
    case 0x0057: try readIPv6(octets, extent.dropping(4), depth: depth)
    default: break
    }
  }
}
