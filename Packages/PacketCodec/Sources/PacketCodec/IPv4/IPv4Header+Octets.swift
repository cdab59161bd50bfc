extension IPv4Header {
  /// Reads the header at the front of `datagram`.
  ///
  /// The checksum is not looked at; ask `isChecksumValid`. A datagram shorter than its total length is not an error
  /// here, since a capture may cut it; see `payloadRange(available:)`.
  ///
  /// - Parameters:
  ///   - datagram: the octets at hand.
  ///   - presumedCount: what a total length of zero is taken for, as in a super-frame that the interface has yet to cut;
  ///     nil refuses it.
  /// - Returns: the header, and where the payload starts: 20 ... 60.
  /// - Throws: `.truncated` for the header or its options, `.unsupported` for a version other than 4, `.badLength` for
  ///   a header length under 20 octets and for a total length under the header's.
  @inlinable
  @inline(__always)
  public static func decode(
    _ datagram: RawSpan, presuming presumedCount: Int? = nil
  ) throws(DecodeError) -> (header: IPv4Header, payloadOffset: Int) {
    let available = datagram.byteCount
    guard available >= 20 else { throw fault(in: datagram, presumedCount) }
    let first: UInt8 = datagram.bigEndian(at: 0)
    let headerCount = Int(first & 15) &* 4
    let totalCount = totalCount(of: datagram, presumedCount)
    guard first >> 4 == 4, headerCount >= 20, headerCount <= available, totalCount >= headerCount else {
      throw fault(in: datagram, presumedCount)
    }
    var header = IPv4Header(checked: datagram, headerCount: headerCount)
    if presumedCount != nil { header.totalCount = totalCount }
    return (header, headerCount)
  }

  @inlinable
  @inline(__always)
  static func totalCount(of datagram: RawSpan, _ presumedCount: Int?) -> UInt16 {
    let totalCount: UInt16 = datagram.bigEndian(at: 2)
    guard totalCount == 0, let presumedCount else { return totalCount }
    return UInt16(clamping: presumedCount)
  }

  /// What is wrong with a datagram that `decode` refuses. It stands apart so that decoding a good one is short.
  @usableFromInline
  static func fault(in datagram: RawSpan, _ presumedCount: Int?) -> DecodeError {
    let available = datagram.byteCount
    guard available >= 20 else { return .truncated(.ipv4, .header, needed: 20, available: available) }
    let first: UInt8 = datagram.bigEndian(at: 0)
    guard first >> 4 == 4 else { return .unsupported(.ipv4, .version, expected: 4, found: Int(first >> 4)) }
    let headerCount = Int(first & 15) * 4
    guard headerCount >= 20 else { return .badLength(.ipv4, .headerLength, minimum: 20, found: headerCount) }
    guard headerCount <= available else {
      return .truncated(.ipv4, .headerLength, needed: headerCount, available: available)
    }
    let totalCount = totalCount(of: datagram, presumedCount)
    return .badLength(.ipv4, .totalLength, minimum: headerCount, found: Int(totalCount))
  }

  /// The fields of a header whose lengths were found good.
  @inlinable
  @inline(__always)
  init(checked datagram: RawSpan, headerCount: Int) {
    lengths = datagram.bigEndian(at: 0, as: UInt64.self) & 0x00FF_FFFF_FFFF_FFFF
    hops = datagram.bigEndian(at: 8)
    destination = IPv4Address(datagram.bigEndian(at: 16))
    options = InlineOctets(words: datagram, from: 20, count: headerCount &- 20)
  }

  /// Appends `headerCount` octets, the checksum field as it stands in the value.
  ///
  /// - Precondition: `output` has room for them.
  @inlinable
  @inline(__always)
  public func encode(into output: inout OutputSpan<UInt8>) {
    output.append(bigEndian: lengthsWithVersion)
    output.append(bigEndian: hops)
    output.append(bigEndian: destination.rawValue)
    output.append(padded: options)
  }

  /// The first word as on the wire, version and header length in their place.
  @inlinable
  var lengthsWithVersion: UInt64 { lengths | UInt64(truncatingIfNeeded: 0x40 | headerCount / 4) << 56 }

  /// What the checksum field must hold.
  public var computedChecksum: UInt16 { sumWithoutChecksum.value }

  /// True when the checksum field fits the rest of the header.
  public var isChecksumValid: Bool {
    var sum = sumWithoutChecksum
    sum.add(checksum)
    return sum.isValid
  }

  private var sumWithoutChecksum: InternetChecksum {
    var sum = InternetChecksum()
    sum.add(lengthsWithVersion)
    sum.add(hops & 0xFFFF_0000_FFFF_FFFF)
    sum.add(destination.rawValue)
    options.withOctets { sum.add($0) }
    sum.padToWord()
    return sum
  }
}
