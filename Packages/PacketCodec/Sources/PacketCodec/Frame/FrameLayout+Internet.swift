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

  mutating func readTransport(
    _ kind: IPProtocol, _ octets: RawSpan, _ transport: Transport, _ depth: Int
  ) throws(DecodeError) {
    errorOffset = transport.extent.offset
    switch kind {
    case .tcp: try readTCP(octets, transport)
    case .udp: try readUDP(octets, transport, depth)
    case .icmp: try readICMP(octets, transport, depth)
    default: try readTunnel(kind, octets, transport.extent, depth: depth)
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
