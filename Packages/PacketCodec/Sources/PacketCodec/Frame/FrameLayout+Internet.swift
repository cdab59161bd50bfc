extension FrameLayout {
  mutating func readARP(_ octets: RawSpan, _ extent: Extent) throws(DecodeError) {
    arp = extent
    errorOffset = extent.offset
    guard extent.captured >= 8 else { throw Self.cut(.arp, .header, 8, extent) }
    let lengths: UInt16 = octets.bigEndian(at: extent.offset + 4)
    let needed = 8 + 2 * (Int(lengths >> 8) + Int(lengths & 0xFF))
    guard extent.captured >= needed else { throw Self.cut(.arp, .header, needed, extent) }
  }

  mutating func readIPv4(
    _ octets: RawSpan, _ extent: Extent, depth: Int, isQuoted: Bool = false
  ) throws(DecodeError) {
    errorOffset = extent.offset
    guard extent.captured >= 1 else { throw Self.cut(.ipv4, .header, 20, extent) }
    let first: UInt8 = octets.bigEndian(at: extent.offset)
    if first >> 4 == 6 { return try readIPv6(octets, extent, depth: depth, isQuoted: isQuoted) }
    guard first >> 4 == 4 else { throw .unsupported(.ipv4, .version, expected: 4, found: Int(first >> 4)) }
    if ipv4 == nil { ipv4 = extent }
    let headerCount = Int(first & 15) * 4
    guard headerCount >= 20 else { throw .badLength(.ipv4, .headerLength, minimum: 20, found: headerCount) }
    guard extent.captured >= 4 else { throw Self.cut(.ipv4, .header, 20, extent) }
    var totalCount = Int(octets.bigEndian(at: extent.offset + 2, as: UInt16.self))
    // Zero stands in a super-frame that is captured before the interface cuts it into datagrams.
    if totalCount == 0 { totalCount = max(extent.count, headerCount) }
    guard totalCount >= headerCount else {
      throw .badLength(.ipv4, .totalLength, minimum: headerCount, found: totalCount)
    }
    let datagram = extent.limited(to: totalCount)
    if ipv4 == extent { ipv4 = datagram }
    guard datagram.captured >= 20 else { throw Self.cut(.ipv4, .header, 20, datagram) }
    guard datagram.captured >= headerCount else { throw Self.cut(.ipv4, .headerLength, headerCount, datagram) }
    if headerCount > 20 { try checkOptions(octets, extent.offset + 20 ..< extent.offset + headerCount) }
    let fragment = FragmentField(rawValue: octets.bigEndian(at: extent.offset + 6))
    guard fragment.offset == 0 else { return }
    let carrier = Carrier(offset: extent.offset, isFragment: fragment.isFragment, isQuoted: isQuoted)
    try readTransport(
      IPProtocol(rawValue: octets.bigEndian(at: extent.offset + 9)), octets,
      Transport(extent: datagram.dropping(headerCount), carrier: carrier), depth)
  }

  /// The fixed header, and what it carries behind extension headers that only stand between.
  ///
  /// Source: RFC 8200 §3, §4.
  mutating func readIPv6(
    _ octets: RawSpan, _ extent: Extent, depth: Int, isQuoted: Bool = false
  ) throws(DecodeError) {
    errorOffset = extent.offset
    guard extent.captured >= 40 else { throw Self.cut(.ipv6, .header, 40, extent) }
    let version = octets.bigEndian(at: extent.offset, as: UInt8.self) >> 4
    guard version == 6 else { throw .unsupported(.ipv6, .version, expected: 6, found: Int(version)) }
    let payloadCount = Int(octets.bigEndian(at: extent.offset + 4, as: UInt16.self))
    let datagram = payloadCount == 0 ? extent : extent.limited(to: 40 + payloadCount)
    if ipv6 == nil { ipv6 = datagram }
    var next: UInt8 = octets.bigEndian(at: extent.offset + 6)
    var rest = datagram.dropping(40)
    // Hop-by-hop, routing and destination options have one form; each takes eight octets at least.
    while next == 0 || next == 43 || next == 60 || next == 44 {
      errorOffset = rest.offset
      guard rest.captured >= 8 else { throw Self.cut(.ipv6, .header, 8, rest) }
      // A fragment's header has one length. Only what is whole after all is looked into.
      let isFragment = next == 44
      if isFragment, octets.bigEndian(at: rest.offset + 2, as: UInt16.self) & 0xFFF9 != 0 { return }
      let count = isFragment ? 8 : 8 + 8 * Int(octets.bigEndian(at: rest.offset + 1, as: UInt8.self))
      next = octets.bigEndian(at: rest.offset)
      guard rest.captured >= count else { throw Self.cut(.ipv6, .header, count, rest) }
      rest = rest.dropping(count)
    }
    let carrier = Carrier(offset: extent.offset, isIPv6: true, isQuoted: isQuoted)
    try readTransport(
      IPProtocol(rawValue: next), octets, Transport(extent: rest, carrier: carrier), depth)
  }

  private mutating func readTransport(
    _ kind: IPProtocol, _ octets: RawSpan, _ transport: Transport, _ depth: Int
  ) throws(DecodeError) {
    let isQuoted = transport.carrier.isQuoted
    errorOffset = transport.extent.offset
    switch kind {
    case .tcp: try readTCP(octets, transport)
    case .udp: try readUDP(octets, transport, depth)
    case .icmp where !transport.carrier.isIPv6: try readICMP(octets, transport, depth)
    case .ipv4 where depth < Self.depthLimit:
      try readIPv4(octets, transport.extent, depth: depth + 1, isQuoted: isQuoted)
    case .ipv6 where depth < Self.depthLimit:
      try readIPv6(octets, transport.extent, depth: depth + 1, isQuoted: isQuoted)
    case .gre where depth < Self.depthLimit: try readGRE(octets, transport.extent, depth: depth + 1)
    case .pim where depth < Self.depthLimit: try readPIM(octets, transport.extent, depth: depth + 1)
    default: break
    }
  }

  private mutating func readTCP(_ octets: RawSpan, _ transport: Transport) throws(DecodeError) {
    guard tcp == nil else { return }
    tcp = transport
    let extent = transport.extent
    // An ICMP error has to quote no more than eight octets, of which the ports are the first four.
    if transport.carrier.isQuoted, (4 ..< 20).contains(extent.captured) { return }
    guard extent.captured >= 20 else { throw Self.cut(.tcp, .header, 20, extent) }
    let headerCount = Int(octets.bigEndian(at: extent.offset + 12, as: UInt8.self) >> 4) * 4
    guard headerCount >= 20 else { throw .badLength(.tcp, .dataOffset, minimum: 20, found: headerCount) }
    guard headerCount <= extent.captured else { throw Self.cut(.tcp, .dataOffset, headerCount, extent) }
    guard headerCount > 20 else { return }
    let options = octets.extracting(extent.offset + 20 ..< extent.offset + headerCount)
    guard let broken = TCPOptions(octets: InlineOctets(options)).firstBroken else { return }
    error = broken.error
    errorOffset = extent.offset + 20 + broken.offset
  }

  private mutating func readUDP(_ octets: RawSpan, _ transport: Transport, _ depth: Int) throws(DecodeError) {
    if udp == nil { udp = transport }
    let extent = transport.extent
    guard extent.captured >= 8 else { throw Self.cut(.udp, .header, 8, extent) }
    let count = Int(octets.bigEndian(at: extent.offset + 4, as: UInt16.self))
    guard count >= 8 else { throw .badLength(.udp, .length, minimum: 8, found: count) }
    guard depth < Self.depthLimit else { return }
    try readTunnel(
      ports: (octets.bigEndian(at: extent.offset), octets.bigEndian(at: extent.offset + 2)), octets,
      extent.limited(to: count).dropping(8), depth: depth + 1)
  }

  /// The datagram that an error quotes. When the error says its length, in words, because something follows, that many
  /// are taken behind the quoted header, as Wireshark does.
  ///
  /// Source: RFC 4884 §3, §5.4.
  ///
  /// Deviation: RFC 4884 counts the quoted header among these words.
  private static func quotation(_ octets: RawSpan, _ extent: Extent) -> Extent {
    let quoted = extent.dropping(8)
    let words = Int(octets.bigEndian(at: extent.offset + 5, as: UInt8.self))
    guard words > 0, quoted.captured > 0 else { return quoted }
    return quoted.limited(to: 4 * (words + Int(octets.bigEndian(at: quoted.offset, as: UInt8.self) & 15)))
  }

  private mutating func readICMP(
    _ octets: RawSpan, _ transport: Transport, _ depth: Int
  ) throws(DecodeError) {
    if icmp == nil { icmp = transport }
    let extent = transport.extent
    guard extent.captured >= 8 else { throw Self.cut(.icmp, .header, 8, extent) }
    guard depth < Self.depthLimit else { return }
    switch octets.bigEndian(at: extent.offset, as: UInt8.self) {
    case 3, 4, 11, 12: try readIPv4(octets, Self.quotation(octets, extent), depth: depth + 1, isQuoted: true)
    // Of a redirect's quotation the header and eight octets are sure to be as they were sent (RFC 792); ports are enough.
    case 5: try readIPv4(octets, extent.dropping(8).limited(to: 28), depth: depth + 1, isQuoted: true)
    default: break
    }
  }
}
