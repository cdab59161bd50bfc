extension FrameLayout {
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
    var payloadCount = Int(octets.bigEndian(at: extent.offset + 4, as: UInt16.self))
    if payloadCount == 0 { payloadCount = Self.jumboCount(octets, extent) }
    let datagram = extent.limited(to: 40 + payloadCount)
    if ipv6 == nil { ipv6 = datagram }
    var next: UInt8 = octets.bigEndian(at: extent.offset + 6)
    var rest = datagram.dropping(40)
    // Hop-by-hop, routing and destination options have one form; each takes eight octets at least.
    while next == 0 || next == 43 || next == 60 || next == 44 {
      errorOffset = rest.offset
      guard rest.captured >= 8 else { throw Self.cut(.ipv6, .header, 8, rest) }
      // A fragment's header has one length. Only what is whole after all is looked into.
      let isFragment = next == 44, hasOptions = next == 0 || next == 60
      if isFragment, octets.bigEndian(at: rest.offset + 2, as: UInt16.self) & 0xFFF9 != 0 { return }
      let count = isFragment ? 8 : Self.extensionCount(octets, at: rest.offset)
      next = octets.bigEndian(at: rest.offset)
      guard rest.captured >= count else { throw Self.cut(.ipv6, .header, count, rest) }
      if hasOptions { try checkIPv6Options(octets, rest.limited(to: count), within: rest) }
      rest = rest.dropping(count)
    }
    let carrier = Carrier(offset: extent.offset, isIPv6: true, isQuoted: isQuoted)
    try readTransport(
      IPProtocol(rawValue: next), octets, Transport(extent: rest, carrier: carrier), depth)
  }

  /// Octets of an extension header, which counts eights behind its first.
  private static func extensionCount(_ octets: RawSpan, at offset: Int) -> Int {
    8 + 8 * Int(octets.bigEndian(at: offset + 1, as: UInt8.self))
  }

  /// Throws for an option that runs past the datagram. One that runs past its header alone ends there, as Wireshark has it.
  ///
  /// Source: RFC 8200 §4.2.
  private mutating func checkIPv6Options(
    _ octets: RawSpan, _ header: Extent, within datagram: Extent
  ) throws(DecodeError) {
    let end = header.offset + header.captured, limit = datagram.offset + datagram.captured
    var offset = header.offset + 2
    while let option = Self.ipv6Option(octets, at: offset, before: end) {
      guard option.end <= limit else {
        errorOffset = offset
        throw .truncated(.ipv6, .optionLength, needed: option.end - offset, available: limit - offset)
      }
      offset = option.end
    }
  }

  /// The option at `offset`, and where the next begins; nil at the end. An octet of 0 stands alone, any other kind has a
  /// length, which may be cut off.
  private static func ipv6Option(_ octets: RawSpan, at offset: Int, before end: Int) -> (kind: UInt8, end: Int)? {
    guard offset < end else { return nil }
    let kind: UInt8 = octets.bigEndian(at: offset)
    guard kind != 0 else { return (0, offset + 1) }
    guard offset + 1 < end else { return (kind, offset + 2) }
    return (kind, offset + 2 + Int(octets.bigEndian(at: offset + 1, as: UInt8.self)))
  }

  /// What a jumbogram's own option says in place of the length; 0 without it, or when the length would have sufficed.
  ///
  /// Source: RFC 2675 §2, §3.
  private static func jumboCount(_ octets: RawSpan, _ extent: Extent) -> Int {
    let isInFront = octets.bigEndian(at: extent.offset + 6, as: UInt8.self) == 0
    guard isInFront, extent.captured >= 48 else { return 0 }
    let start = extent.offset + 40
    let end = start + min(extensionCount(octets, at: start), extent.captured - 40)
    var offset = start + 2
    while let option = ipv6Option(octets, at: offset, before: end), option.end <= end {
      if option.kind == 0xC2, option.end == offset + 6 {
        let count = Int(octets.bigEndian(at: offset + 2, as: UInt32.self))
        return count > Int(UInt16.max) ? count : 0
      }
      offset = option.end
    }
    return 0
  }
}
