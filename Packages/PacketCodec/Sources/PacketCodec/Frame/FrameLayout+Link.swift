extension FrameLayout {
  mutating func readLink(_ octets: RawSpan, _ linkType: LinkType) throws(DecodeError) {
    switch linkType {
    case .ethernet:
      let frame = linkPayload
      if frame.captured >= 14 { linkPayload = frame.dropping(14) }
      try readEthernet(octets, frame, depth: 0)
    case .raw, .rawOfBSD, .ipv4, .ipv6: try readInternet(octets, linkPayload, linkType)
    case .null, .loop: try readLoopback(octets, linkType)
    case .linuxCooked: try readCooked(octets, headerCount: 16, typeOffset: 14, kindOffset: 2)
    case .linuxCooked2: try readCooked(octets, headerCount: 20, typeOffset: 0, kindOffset: 8)
    case .ciscoHDLC: try readTyped(octets, headerCount: 4, typeOffset: 2)
    case .ipOverInfiniBand: try readTyped(octets, headerCount: 44, typeOffset: 40)
    case .ppp, .pppInHDLC: try readPPPInHDLC(octets, linkPayload)
    case .frameRelay: try readFrameRelay(octets, linkPayload)
    case .wireless: try readWireless(octets)
    case .radiotap: try readRadiotap(octets)
    case .netfilterLog: try readNetfilterLog(octets)
    case .solarisIPNet: try readSolarisIPNet(octets)
    default:
      throw .unsupported(
        .link, .linkType, expected: Int(LinkType.ethernet.rawValue), found: Int(linkType.rawValue))
    }
  }

  mutating func readEthernet(_ octets: RawSpan, _ frame: Extent, depth: Int) throws(DecodeError) {
    errorOffset = frame.offset
    guard frame.captured >= 14 else { throw Self.cut(.ethernet, .header, 14, frame) }
    let type = EtherType(rawValue: octets.bigEndian(at: frame.offset + 12))
    // Cisco's inter-switch link has a group of its own, behind it its length.
    let group: UInt32 = octets.bigEndian(at: frame.offset)
    let isBetweenSwitches =
      group | 0x0200_0000 == 0x0300_0C00 && octets.bigEndian(at: frame.offset + 4, as: UInt8.self) == 0
    if isBetweenSwitches, type.rawValue <= EtherType.lengthLimit, depth < Self.depthLimit {
      return try readBetweenSwitches(octets, frame.limited(to: 14 + Int(type.rawValue)), depth: depth)
    }
    if ethernet == nil { ethernet = frame }
    try read(type, octets, frame.dropping(14), depth: depth)
  }

  /// Cisco puts 26 octets before a whole frame; the fifth says of what kind, 0 for Ethernet.
  private mutating func readBetweenSwitches(_ octets: RawSpan, _ frame: Extent, depth: Int) throws(DecodeError) {
    guard octets.bigEndian(at: frame.offset + 5, as: UInt8.self) >> 4 == 0 else { return }
    guard frame.captured >= 26 else { throw Self.cut(.link, .header, 26, frame) }
    try readEthernet(octets, frame.dropping(26), depth: depth + 1)
  }

  /// The payload of a type, or of a length, which stands in the same place, behind its tags.
  mutating func read(
    _ first: EtherType, _ octets: RawSpan, _ payload: Extent, depth: Int
  ) throws(DecodeError) {
    var type = first, extent = payload
    while type == .tagged || type == .serviceTagged || type == .oldTagged {
      if depth == 0 { etherType = type }
      errorOffset = extent.offset
      guard extent.captured >= 4 else { throw Self.cut(.ethernet, .tag, 4, extent) }
      let isBetweenNetworks = type == .serviceTagged
      type = EtherType(rawValue: octets.bigEndian(at: extent.offset + 2))
      extent = extent.dropping(4)
      // Between networks there are types only; a length behind such a tag is none.
      if isBetweenNetworks, type.isLength {
        if depth == 0 { etherType = type }
        return
      }
    }
    // What a tunnel carries is not what the link says.
    if depth == 0 { etherType = type }
    switch type {
    case .ipv4: try readIPv4(octets, extent, depth: depth)
    case .ipv6: try readIPv6(octets, extent, depth: depth)
    case .arp, .reverseARP: try readARP(octets, extent)
    case .jumbo: try readLLC(octets, extent, depth: depth)
    default:
      if type.rawValue > 0, type.rawValue <= EtherType.lengthLimit {
        try readLLC(octets, extent.limited(to: Int(type.rawValue)), depth: depth)
      } else {
        try readTunnel(type, octets, extent, depth: depth)
      }
    }
  }

  /// IEEE 802.2, and behind it the types that SNAP carries.
  ///
  /// Source: RFC 1042.
  mutating func readLLC(_ octets: RawSpan, _ extent: Extent, depth: Int) throws(DecodeError) {
    errorOffset = extent.offset
    guard extent.captured >= 3 else { throw Self.cut(.link, .header, 3, extent) }
    let saps: UInt16 = octets.bigEndian(at: extent.offset)
    let control: UInt8 = octets.bigEndian(at: extent.offset + 2)
    let isUnnumbered = control & 3 == 3
    let start = isUnnumbered ? 3 : 4
    // SNAP comes in unnumbered information alone, its poll bit set or not.
    if saps == 0xAAAA, control & 0xEF == 3 {
      guard extent.captured >= start + 5 else { throw Self.cut(.link, .header, start + 5, extent) }
      let word: UInt32 = octets.bigEndian(at: extent.offset + start)
      // Both organisations give EtherTypes: RFC 1042's, and the bridges' of 802.1H.
      guard word >> 8 == 0 || word >> 8 == 0xF8 else { return }
      let type = EtherType(rawValue: octets.bigEndian(at: extent.offset + start + 3))
      if !type.isLength { try read(type, octets, extent.dropping(start + 5), depth: depth) }
    } else if saps >> 8 == 0x06, isUnnumbered ? control & 0xEF == 3 : control & 1 == 0, extent.captured >= start {
      if depth == 0 { etherType = .ipv4 }
      try readIPv4(octets, extent.dropping(start), depth: depth)
    }
  }

  /// A header without a type: the datagram's version says what it is.
  private mutating func readInternet(
    _ octets: RawSpan, _ extent: Extent, _ linkType: LinkType
  ) throws(DecodeError) {
    guard extent.captured >= 1 else { throw Self.cut(.ipv4, .header, 1, extent) }
    if linkType == .ipv6 { return try readIPv6(octets, extent, depth: 0) }
    // What may be either is looked at closer: fewer octets than these say nothing.
    guard linkType == .ipv4 || extent.captured >= 8 else { throw Self.cut(.ipv4, .header, 8, extent) }
    let isIPv6 = octets.bigEndian(at: extent.offset, as: UInt8.self) >> 4 == 6
    if isIPv6, linkType != .ipv4 {
      try readIPv6(octets, extent, depth: 0)
    } else {
      try readIPv4(octets, extent, depth: 0)
    }
  }

  /// BSD's loopback: the address family in the order of the machine that captured, or of the network.
  ///
  /// Source: draft-ietf-opsawg-pcaplinktype, NULL and LOOP.
  private mutating func readLoopback(_ octets: RawSpan, _ linkType: LinkType) throws(DecodeError) {
    let frame = linkPayload
    var family = try LoopbackHeader.decode(octets, linkType: linkType).header.family
    // Some systems put 16 bits in front of two octets of 0.
    if linkType == .null, family & 0xFF == 0, family < 0x600 { family >>= 8 }
    linkPayload = frame.dropping(LoopbackHeader.encodedCount)
    if family == LoopbackHeader.ipv4 {
      try readIPv4(octets, linkPayload, depth: 0)
    } else if LoopbackHeader.ipv6.contains(family) {
      try readIPv6(octets, linkPayload, depth: 0)
    } else {
      throw .unsupported(.link, .protocolType, expected: Int(LoopbackHeader.ipv4), found: Int(family))
    }
  }

  /// Linux' made-up headers. The type is an EtherType only for some kinds of device.
  ///
  /// Source: draft-ietf-opsawg-pcaplinktype, LINUX_SLL and LINUX_SLL2.
  private mutating func readCooked(
    _ octets: RawSpan, headerCount: Int, typeOffset: Int, kindOffset: Int
  ) throws(DecodeError) {
    let frame = linkPayload
    guard frame.captured >= headerCount else { throw Self.cut(.link, .header, headerCount, frame) }
    linkPayload = frame.dropping(headerCount)
    let kind: UInt16 = octets.bigEndian(at: kindOffset)
    guard kind != Self.netlink else {
      throw .unsupported(.link, .hardwareType, expected: 1, found: Int(kind))
    }
    let type: UInt16 = octets.bigEndian(at: typeOffset)
    // 4 is Linux' number for a frame of 802.2, ETH_P_802_2.
    if type == 4 {
      try readLLC(octets, linkPayload, depth: 0)
    } else if type >= EtherType.typeMinimum {
      try read(EtherType(rawValue: type), octets, linkPayload, depth: 0)
    }
  }

  /// A link whose header has one length and an EtherType in one place.
  ///
  /// Source: draft-ietf-opsawg-pcaplinktype, C_HDLC and IPOIB.
  private mutating func readTyped(_ octets: RawSpan, headerCount: Int, typeOffset: Int) throws(DecodeError) {
    let frame = linkPayload
    guard frame.captured >= headerCount else { throw Self.cut(.link, .header, headerCount, frame) }
    linkPayload = frame.dropping(headerCount)
    let type = EtherType(rawValue: octets.bigEndian(at: typeOffset))
    // Cisco's HDLC has a protocol of its own under the number of reverse ARP.
    if !type.isLength, type != .reverseARP { try read(type, octets, linkPayload, depth: 0) }
  }

  /// An address that ends where its octets have their last bit set, and what multiprotocol encapsulation says, or, without
  /// its control octet, Cisco's.
  ///
  /// Source: RFC 2427 §3.
  private mutating func readFrameRelay(_ octets: RawSpan, _ frame: Extent) throws(DecodeError) {
    var count = 0
    repeat {
      count += 1
      guard frame.captured >= count + 2 else { throw Self.cut(.link, .header, count + 2, frame) }
    } while octets.bigEndian(at: frame.offset + count - 1, as: UInt8.self) & 1 == 0
    linkPayload = frame.dropping(count + 2)
    let word: UInt16 = octets.bigEndian(at: frame.offset + count)
    // An unnumbered frame's control octet, its poll bit set or not.
    guard word >> 8 & 0xEF == 0x03 else {
      let type = EtherType(rawValue: word)
      // Without a type, it is a frame that is bridged as it came.
      guard type.isLength else { return try read(type, octets, linkPayload, depth: 0) }
      linkPayload = frame.dropping(count)
      return try readEthernet(octets, linkPayload, depth: 0)
    }
    guard word & 0xFF == 0, linkPayload.captured > 0 else { return try read(layer: UInt8(word & 0xFF), octets) }
    // The octet that makes the header even.
    let layer: UInt8 = octets.bigEndian(at: linkPayload.offset)
    linkPayload = linkPayload.dropping(1)
    try read(layer: layer, octets)
  }

  /// The link's payload, by the number that ISO gives its protocol.
  ///
  /// Source: RFC 2427 §3.1, §4.1, §4.2; ISO/IEC TR 9577.
  private mutating func read(layer: UInt8, _ octets: RawSpan) throws(DecodeError) {
    switch layer {
    case 0xCC: try readIPv4(octets, linkPayload, depth: 0)
    case 0x8E: try readIPv6(octets, linkPayload, depth: 0)
    case 0xCF: try readPPP(octets, linkPayload, depth: 0)
    case 0x80:
      errorOffset = linkPayload.offset
      guard linkPayload.captured >= 5 else { throw Self.cut(.link, .header, 5, linkPayload) }
      let word: UInt32 = octets.bigEndian(at: linkPayload.offset)
      let type = EtherType(rawValue: octets.bigEndian(at: linkPayload.offset + 3))
      linkPayload = linkPayload.dropping(5)
      // The bridges' numbers say 802.3, with its check sequence behind or without.
      if word >> 8 == 0x0080C2 {
        if type.rawValue == 1 || type.rawValue == 7 { try readEthernet(octets, linkPayload, depth: 0) }
      } else if word >> 8 == 0, !type.isLength {
        try read(type, octets, linkPayload, depth: 0)
      }
    default: break
    }
  }

  /// ARPHRD_NETLINK of Linux. Radio, GRE and Frame Relay may have other numbers there too, but have EtherTypes in what is
  /// captured of them.
  private static let netlink: UInt16 = 824
}
