// Tunnels in user datagrams, which their ports tell. None of their headers is kept.

extension FrameLayout {
  /// What is in a user datagram, told from its ports.
  mutating func readTunnel(
    ports: (source: UInt16, destination: UInt16), _ octets: RawSpan, _ extent: Extent, depth: Int
  ) throws(DecodeError) {
    // Wireshark asks the lower port first.
    let (lower, higher) = (min(ports.source, ports.destination), max(ports.source, ports.destination))
    if try readTunnel(port: lower, octets, extent, depth: depth) { return }
    _ = try readTunnel(port: higher, octets, extent, depth: depth)
  }

  /// - Returns: false for a port that is no tunnel's.
  ///
  /// Source: RFC 7348 §5, RFC 8926 §3.1, RFC 7510 §3, RFC 8086 §3; the ports are IANA's.
  private mutating func readTunnel(
    port: UInt16, _ octets: RawSpan, _ extent: Extent, depth: Int
  ) throws(DecodeError) -> Bool {
    switch port {
    case 1701: try readL2TP(octets, extent, depth: depth)
    case 2152: try readGTP(octets, extent, depth: depth)
    case 3544: try readTeredo(octets, extent, depth: depth)
    case 4341:
      try require(8, extent)
      try readIPv4(octets, extent.dropping(8), depth: depth)
    case 4754: try readGRE(octets, extent, depth: depth)
    case 4789:
      try require(8, extent)
      try readEthernet(octets, extent.dropping(8), depth: depth)
    case 4790: try readGenericVXLAN(octets, extent, depth: depth)
    case 6081: try readGENEVE(octets, extent, depth: depth)
    case 6635: try readMPLS(octets, extent, depth: depth)
    default: return false
    }
    return true
  }

  private mutating func readGENEVE(_ octets: RawSpan, _ extent: Extent, depth: Int) throws(DecodeError) {
    try require(8, extent)
    let count = 8 + 4 * Int(octets.bigEndian(at: extent.offset, as: UInt8.self) & 0x3F)
    try require(count, extent)
    let type = EtherType(rawValue: octets.bigEndian(at: extent.offset + 2))
    try read(type, octets, extent.dropping(count), depth: depth)
  }

  /// VXLAN with a number for what it carries.
  ///
  /// Source: draft-ietf-nvo3-vxlan-gpe §3.
  private mutating func readGenericVXLAN(_ octets: RawSpan, _ extent: Extent, depth: Int) throws(DecodeError) {
    try require(8, extent)
    let rest = extent.dropping(8)
    switch octets.bigEndian(at: extent.offset + 3, as: UInt8.self) {
    case 1: try readIPv4(octets, rest, depth: depth)
    case 2: try readIPv6(octets, rest, depth: depth)
    case 3: try readEthernet(octets, rest, depth: depth)
    case 4: try readNetworkService(octets, rest, depth: depth)
    case 5: try readMPLS(octets, rest, depth: depth)
    default: break
    }
  }

  /// What a mobile station sent, in a message of type 255; of version 0 the header has one length, of version 1 flags say it.
  ///
  /// Source: 3GPP TS 29.281 §5.1, §5.2; 3GPP TS 09.60 §6.
  private mutating func readGTP(_ octets: RawSpan, _ extent: Extent, depth: Int) throws(DecodeError) {
    try require(8, extent)
    let flags: UInt8 = octets.bigEndian(at: extent.offset)
    // Version 1 without its protocol bit is for charging and carries nothing.
    guard octets.bigEndian(at: extent.offset + 1, as: UInt8.self) == 255, flags >> 5 == 0 || flags >> 4 == 3 else {
      return
    }
    let isFirst = flags >> 5 == 0
    let message = extent.limited(to: (isFirst ? 20 : 8) + Int(octets.bigEndian(at: extent.offset + 2, as: UInt16.self)))
    var count = isFirst ? 20 : flags & 7 == 0 ? 8 : 12
    try require(count, message)
    // The last octet of each extension says whether another follows.
    while !isFirst, flags & 4 != 0, octets.bigEndian(at: message.offset + count - 1, as: UInt8.self) != 0 {
      try require(count + 4, message)
      let words = Int(octets.bigEndian(at: message.offset + count, as: UInt8.self))
      guard words > 0 else { return }
      count += 4 * words
      try require(count, message)
    }
    try readMobilePayload(octets, message.dropping(count), depth: depth)
  }

  /// Nothing in GTP's header says what is behind it.
  private mutating func readMobilePayload(_ octets: RawSpan, _ extent: Extent, depth: Int) throws(DecodeError) {
    guard extent.captured > 0 else { return }
    switch octets.bigEndian(at: extent.offset, as: UInt8.self) {
    case 0x45 ... 0x4E: try readIPv4(octets, extent, depth: depth)
    case 0x60 ... 0x6F: try readIPv6(octets, extent, depth: depth)
    default:
      guard extent.captured > 14 else { return }
      let types: [EtherType] = [.ipv4, .ipv6, .arp]
      guard types.contains(EtherType(rawValue: octets.bigEndian(at: extent.offset + 12))) else { return }
      try readEthernet(octets, extent, depth: depth)
    }
  }

  /// PPP behind flags that say which fields there are. Control messages carry nothing.
  ///
  /// Source: RFC 2661 §3.1.
  private mutating func readL2TP(_ octets: RawSpan, _ extent: Extent, depth: Int) throws(DecodeError) {
    try require(2, extent)
    let flags: UInt16 = octets.bigEndian(at: extent.offset)
    guard flags & 0x8000 == 0, flags & 15 == 2 else { return }
    var message = extent, count = 6
    if flags & 0x4000 != 0 {
      count = 8
      try require(4, extent)
      message = extent.limited(to: Int(octets.bigEndian(at: extent.offset + 2, as: UInt16.self)))
    }
    if flags & 0x0800 != 0 { count += 4 }
    if flags & 0x0200 != 0 {
      count += 2
      try require(count, message)
      count += Int(octets.bigEndian(at: extent.offset + count - 2, as: UInt16.self))
    }
    try require(count, message)
    try readPPPInHDLC(octets, message.dropping(count), depth: depth)
  }

  /// A datagram of version 6, behind what authenticates it and what says where it is from, if they are there.
  ///
  /// Source: RFC 4380 §5.1.1.
  private mutating func readTeredo(_ octets: RawSpan, _ extent: Extent, depth: Int) throws(DecodeError) {
    var rest = extent
    try require(4, rest)
    if octets.bigEndian(at: rest.offset, as: UInt16.self) == 1 {
      let lengths: UInt16 = octets.bigEndian(at: rest.offset + 2)
      let count = 13 + Int(lengths >> 8) + Int(lengths & 0xFF)
      try require(count, rest)
      rest = rest.dropping(count)
    }
    try require(8, rest)
    if octets.bigEndian(at: rest.offset, as: UInt16.self) == 0 { rest = rest.dropping(8) }
    guard rest.captured > 0, octets.bigEndian(at: rest.offset, as: UInt8.self) >> 4 == 6 else { return }
    try readIPv6(octets, rest, depth: depth)
  }
}
