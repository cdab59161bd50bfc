// One method a kind of header that stands between a link, or a datagram, and what it carries. None is kept: their place
// is the first layer's that follows.

extension FrameLayout {
  /// What stands behind a type of Ethernet that is neither a datagram nor a tag.
  mutating func readTunnel(
    _ type: EtherType, _ octets: RawSpan, _ extent: Extent, depth: Int
  ) throws(DecodeError) {
    guard depth < Self.depthLimit else { return }
    switch type {
    case .mpls, .upstreamMPLS: try readMPLS(octets, extent, depth: depth)
    case .bridged: try readEthernet(octets, extent, depth: depth + 1)
    case .pppOverEthernet: try readPPPoE(octets, extent, depth: depth)
    case .ppp: try readPPPInHDLC(octets, extent, depth: depth)
    case .macSecurity: try readMACSecurity(octets, extent, depth: depth)
    case .networkService: try readNetworkService(octets, extent, depth: depth)
    default: break
    }
  }

  /// What stands behind a datagram's header that is none of the layers kept.
  mutating func readTunnel(
    _ kind: IPProtocol, _ octets: RawSpan, _ extent: Extent, depth: Int
  ) throws(DecodeError) {
    guard depth < Self.depthLimit else { return }
    switch kind {
    case .ipv4: try readIPv4(octets, extent, depth: depth + 1)
    case .ipv6: try readIPv6(octets, extent, depth: depth + 1)
    case .gre: try readGRE(octets, extent, depth: depth + 1)
    case .pim: try readPIM(octets, extent, depth: depth + 1)
    case .mpls: try readMPLS(octets, extent, depth: depth + 1)
    case .ethernet: try readEthernet(octets, extent, depth: depth + 1)
    case .etherIP:
      try require(2, extent)
      try readEthernet(octets, extent.dropping(2), depth: depth + 1)
    default: break
    }
  }

  /// The optional fields are as long as the flags say.
  ///
  /// Source: RFC 2784 §2, RFC 2890 §2, RFC 2637 §4.1.
  mutating func readGRE(_ octets: RawSpan, _ extent: Extent, depth: Int) throws(DecodeError) {
    try require(4, extent)
    let flags: UInt16 = octets.bigEndian(at: extent.offset)
    let isEnhanced = flags & 7 == 1
    // A checksum and the place in a route share a field.
    let fields: [UInt16] = isEnhanced ? [0xC000, 0x2000, 0x1000, 0x0080] : [0xC000, 0x2000, 0x1000]
    let count = 4 + 4 * fields.count { flags & $0 != 0 }
    try require(count, extent)
    var rest = extent.dropping(count)
    if flags & 0x4000 != 0 { try dropRoute(octets, &rest) }
    let type = EtherType(rawValue: octets.bigEndian(at: extent.offset + 2))
    switch type {
    case .mirrored, .mirrored3:
      try readMirrored(octets, rest, isThird: type == .mirrored3, isNumbered: flags & 0x1000 != 0, depth: depth)
    case .metaData:
      try require(8, rest)
      try read(EtherType(rawValue: octets.bigEndian(at: rest.offset)), octets, rest.dropping(8), depth: depth)
    case .redirected:
      // The second version has four octets in front, which do not begin as a datagram does.
      let isFirst = rest.captured > 0 && octets.bigEndian(at: rest.offset, as: UInt8.self) >> 4 == 4
      if !isFirst { try require(4, rest) }
      try readIPv4(octets, isFirst ? rest : rest.dropping(4), depth: depth)
    default:
      if !type.isLength { try read(type, octets, rest, depth: depth) }
    }
  }

  /// The stops of a source route, which RFC 2784 took away, up to an empty one.
  ///
  /// Source: RFC 1701, Routing.
  private mutating func dropRoute(_ octets: RawSpan, _ rest: inout Extent) throws(DecodeError) {
    var isLast = false
    while !isLast {
      try require(4, rest)
      let stop: UInt32 = octets.bigEndian(at: rest.offset)
      let count = 4 + Int(stop & 0xFF)
      isLast = stop >> 16 == 0 && count == 4
      try require(count, rest)
      rest = rest.dropping(count)
    }
  }

  /// A frame that a switch copied. The first kind has no header of its own, and no sequence number around it; the third
  /// says what kind of frame it has.
  ///
  /// Source: draft-foschiano-erspan §4.
  private mutating func readMirrored(
    _ octets: RawSpan, _ extent: Extent, isThird: Bool, isNumbered: Bool, depth: Int
  ) throws(DecodeError) {
    guard isThird || isNumbered else { return try readEthernet(octets, extent, depth: depth) }
    var count = isThird ? 12 : 8
    try require(count, extent)
    guard octets.bigEndian(at: extent.offset, as: UInt8.self) >> 4 == (isThird ? 2 : 1) else { return }
    let word: UInt16 = isThird ? octets.bigEndian(at: extent.offset + 10) : 0
    if word & 1 == 1 { count += 8 }
    try require(count, extent)
    switch word >> 10 & 31 {
    case 0: try readEthernet(octets, extent.dropping(count), depth: depth)
    case 2: try readIPv4(octets, extent.dropping(count), depth: depth)
    default: break
    }
  }

  /// A register carries the datagram for which a router asks.
  ///
  /// Source: RFC 7761 §4.9.3.
  mutating func readPIM(_ octets: RawSpan, _ extent: Extent, depth: Int) throws(DecodeError) {
    try require(4, extent)
    guard octets.bigEndian(at: extent.offset, as: UInt8.self) & 15 == 1, extent.captured > 8 else { return }
    try readIPv4(octets, extent.dropping(8), depth: depth)
  }

  /// Version, code and session, then as much of PPP as the length says.
  ///
  /// Source: RFC 2516 §4.
  private mutating func readPPPoE(_ octets: RawSpan, _ extent: Extent, depth: Int) throws(DecodeError) {
    try require(6, extent)
    let count = Int(octets.bigEndian(at: extent.offset + 4, as: UInt16.self))
    try readPPP(octets, extent.dropping(6).limited(to: count), depth: depth)
  }

  /// Address and control may be left out.
  ///
  /// Source: RFC 1662 §3.1.
  mutating func readPPPInHDLC(_ octets: RawSpan, _ extent: Extent, depth: Int = 0) throws(DecodeError) {
    try require(2, extent)
    let hasAddress = octets.bigEndian(at: extent.offset, as: UInt8.self) == 0xFF
    try readPPP(octets, hasAddress ? extent.dropping(2) : extent, depth: depth)
  }

  /// The protocol takes one octet when that is odd.
  ///
  /// Source: RFC 1661 §2.
  mutating func readPPP(_ octets: RawSpan, _ extent: Extent, depth: Int) throws(DecodeError) {
    try require(2, extent)
    let word: UInt16 = octets.bigEndian(at: extent.offset)
    let isShort = word & 0x100 != 0
    let rest = extent.dropping(isShort ? 1 : 2)
    switch isShort ? word >> 8 : word {
    case 0x0021: try readIPv4(octets, rest, depth: depth)
    case 0x0057: try readIPv6(octets, rest, depth: depth)
    case 0x0281, 0x0283: try readMPLS(octets, rest, depth: depth)
    default: break
    }
  }

  /// A tag. Behind what is not encrypted stands a check value of 16 octets, which the lengths inside leave out.
  ///
  /// Source: IEEE 802.1AE §9.3.
  private mutating func readMACSecurity(_ octets: RawSpan, _ extent: Extent, depth: Int) throws(DecodeError) {
    try require(6, extent)
    let control: UInt8 = octets.bigEndian(at: extent.offset)
    // Neither of another version, nor encrypted or changed.
    guard control & 0x8C == 0 else { return }
    let count = control & 0x20 != 0 ? 14 : 6
    guard extent.captured > count + Self.checkValueCount else { return }
    try require(count + 2, extent)
    let type = EtherType(rawValue: octets.bigEndian(at: extent.offset + count))
    try read(type, octets, extent.dropping(count + 2), depth: depth + 1)
  }

  /// Octets of MACsec's check value. A frame that has no more than these behind its tag has nothing to read.
  private static let checkValueCount = 16

  /// A header that says its length, in words, and what follows.
  ///
  /// Source: RFC 8300 §2.2.
  mutating func readNetworkService(_ octets: RawSpan, _ extent: Extent, depth: Int) throws(DecodeError) {
    try require(8, extent)
    // The first kind has one length, whatever it says.
    let isFirst = octets.bigEndian(at: extent.offset + 2, as: UInt8.self) & 15 == 1
    let count = isFirst ? 24 : max(8, 4 * Int(octets.bigEndian(at: extent.offset + 1, as: UInt8.self) & 0x3F))
    try require(count, extent)
    let rest = extent.dropping(count)
    switch octets.bigEndian(at: extent.offset + 3, as: UInt8.self) {
    case 1: try readIPv4(octets, rest, depth: depth)
    case 2: try readIPv6(octets, rest, depth: depth)
    case 3: try readEthernet(octets, rest, depth: depth + 1)
    case 5: try readMPLS(octets, rest, depth: depth)
    default: break
    }
  }

  /// Throws unless a tunnel's header of `count` octets was captured.
  mutating func require(_ count: Int, _ extent: Extent) throws(DecodeError) {
    errorOffset = extent.offset
    guard extent.captured >= count else { throw Self.cut(.tunnel, .header, count, extent) }
  }
}
