extension FrameLayout {
  /// A frame of the air, behind what the receiver noted of it.
  ///
  /// Source: draft-ietf-opsawg-pcaplinktype, IEEE802_11_RADIOTAP; radiotap.org, "Defined Fields".
  mutating func readRadiotap(_ octets: RawSpan) throws(DecodeError) {
    let frame = linkPayload
    guard frame.captured >= 8 else { throw Self.cut(.link, .header, 8, frame) }
    let count = Int(octets.bigEndian(at: 2, as: UInt16.self).byteSwapped)
    guard count >= 8 else { throw .badLength(.link, .headerLength, minimum: 8, found: count) }
    guard frame.captured >= count else { throw Self.cut(.link, .headerLength, count, frame) }
    // The pad octets are noted in the flags, behind the time, if it is there.
    let present: UInt8 = octets.bigEndian(at: 4)
    var offset = 8
    while offset <= count - 4, octets.bigEndian(at: offset - 1, as: UInt8.self) & 0x80 != 0 { offset += 4 }
    if present & 1 != 0 { offset = (offset + 7) & ~7 + 8 }
    let hasFlags = present & 2 != 0 && offset < count
    let isPadded = hasFlags && octets.bigEndian(at: offset, as: UInt8.self) & 0x20 != 0
    linkPayload = frame.dropping(count)
    try readWireless(octets, isPadded: isPadded)
  }

  /// A frame of the air. Only data that is whole and not encrypted is looked into.
  ///
  /// - Parameter isPadded: whether the header is filled up to a multiple of four octets.
  ///
  /// Source: IEEE 802.11 §9.2.4, §9.3.2.
  mutating func readWireless(_ octets: RawSpan, isPadded: Bool = false) throws(DecodeError) {
    let frame = linkPayload
    errorOffset = frame.offset
    guard frame.captured >= 2 else { throw Self.cut(.link, .header, 2, frame) }
    let control: UInt16 = octets.bigEndian(at: frame.offset)
    let (kind, flags) = (control >> 8, control & 0xFF)
    // Data, with payload; and neither its first of several pieces nor protected.
    guard kind & 0x0C == 0x08, kind & 0x40 == 0, flags & 0x44 == 0 else { return }
    let isQoS = kind & 0x80 != 0
    var count = flags & 3 == 3 ? 30 : 24
    if isQoS { count += flags & 0x80 != 0 ? 6 : 2 }
    if isPadded { count = (count + 3) & ~3 }
    guard frame.captured >= count else { throw Self.cut(.link, .header, count, frame) }
    // A later piece, by its number.
    guard octets.bigEndian(at: frame.offset + 22, as: UInt8.self) & 15 == 0 else { return }
    let isAggregate =
      isQoS && octets.bigEndian(at: frame.offset + (flags & 3 == 3 ? 30 : 24), as: UInt8.self) & 0x80 != 0
    linkPayload = frame.dropping(count)
    guard isAggregate else { return try readLLC(octets, linkPayload, depth: 0) }
    // The first of several, each with addresses and a length.
    guard linkPayload.captured >= 14 else { throw Self.cut(.link, .header, 14, linkPayload) }
    let length = Int(octets.bigEndian(at: linkPayload.offset + 12, as: UInt16.self))
    linkPayload = linkPayload.dropping(14).limited(to: length)
    try readLLC(octets, linkPayload, depth: 0)
  }
}
