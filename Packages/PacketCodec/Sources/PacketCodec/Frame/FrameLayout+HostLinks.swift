// What hosts put in front of a datagram that they show to who watches.

extension FrameLayout {
  /// What Linux' packet filter logged: a family, then attributes, one of which is the datagram.
  ///
  /// Source: draft-ietf-opsawg-pcaplinktype, NFLOG.
  mutating func readNetfilterLog(_ octets: RawSpan) throws(DecodeError) {
    let frame = linkPayload
    guard frame.captured >= 4 else { throw Self.cut(.link, .header, 4, frame) }
    let family: UInt8 = octets.bigEndian(at: 0)
    var rest = frame.dropping(4)
    // The lengths are in the order of the machine that captured; the first is a small number in one of the two.
    let first: UInt16 = rest.captured >= 2 ? octets.bigEndian(at: 4) : 0
    let isSwapped = first > first.byteSwapped
    while rest.captured >= 4 {
      errorOffset = rest.offset
      let words = (
        octets.bigEndian(at: rest.offset, as: UInt16.self), octets.bigEndian(at: rest.offset + 2, as: UInt16.self)
      )
      let (length, type) = isSwapped ? (words.0.byteSwapped, words.1.byteSwapped) : words
      guard length >= 4 else { throw .badLength(.link, .headerLength, minimum: 4, found: Int(length)) }
      if type == Self.loggedDatagram {
        linkPayload = rest.limited(to: Int(length)).dropping(4)
        return try read(family: family, octets)
      }
      let count = (Int(length) + 3) & ~3
      guard rest.captured >= count else { throw Self.cut(.link, .headerLength, count, rest) }
      rest = rest.dropping(count)
    }
  }

  /// NFULA_PAYLOAD of Linux.
  private static let loggedDatagram: UInt16 = 9

  /// What Solaris shows of its own datagrams.
  ///
  /// Source: draft-ietf-opsawg-pcaplinktype, IPNET.
  mutating func readSolarisIPNet(_ octets: RawSpan) throws(DecodeError) {
    let frame = linkPayload
    guard frame.captured >= 24 else { throw Self.cut(.link, .header, 24, frame) }
    linkPayload = frame.dropping(24)
    try read(family: octets.bigEndian(at: 1), octets)
  }

  /// The link's payload, by the address family of the system: IPv4 is 2 everywhere; IPv6 is 10 in Linux, 26 in Solaris.
  private mutating func read(family: UInt8, _ octets: RawSpan) throws(DecodeError) {
    switch family {
    case 2: try readIPv4(octets, linkPayload, depth: 0)
    case 10, 26: try readIPv6(octets, linkPayload, depth: 0)
    default: break
    }
  }
}
