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
  public static func decode(
    _ datagram: RawSpan, presuming presumedCount: Int? = nil
  ) throws(DecodeError) -> (header: IPv4Header, payloadOffset: Int) {
    let available = datagram.byteCount
    guard available >= 20 else { throw .truncated(.ipv4, .header, needed: 20, available: available) }
    let first: UInt8 = datagram.bigEndian(at: 0)
    guard first >> 4 == 4 else { throw .unsupported(.ipv4, .version, expected: 4, found: Int(first >> 4)) }
    let headerCount = Int(first & 15) * 4
    guard headerCount >= 20 else { throw .badLength(.ipv4, .headerLength, minimum: 20, found: headerCount) }
    guard headerCount <= available else {
      throw .truncated(.ipv4, .headerLength, needed: headerCount, available: available)
    }
    var totalCount: UInt16 = datagram.bigEndian(at: 2)
    if totalCount == 0, let presumedCount { totalCount = UInt16(clamping: presumedCount) }
    guard totalCount >= headerCount else {
      throw .badLength(.ipv4, .totalLength, minimum: headerCount, found: Int(totalCount))
    }
    var header = IPv4Header(checked: datagram, headerCount: headerCount)
    header.totalCount = totalCount
    return (header, headerCount)
  }

  /// The fields of a header whose lengths were found good.
  private init(checked datagram: RawSpan, headerCount: Int) {
    typeOfService = datagram.bigEndian(at: 1)
    totalCount = datagram.bigEndian(at: 2)
    identification = datagram.bigEndian(at: 4)
    fragment = FragmentField(rawValue: datagram.bigEndian(at: 6))
    timeToLive = datagram.bigEndian(at: 8)
    `protocol` = IPProtocol(rawValue: datagram.bigEndian(at: 9))
    checksum = datagram.bigEndian(at: 10)
    source = IPv4Address(datagram.bigEndian(at: 12))
    destination = IPv4Address(datagram.bigEndian(at: 16))
    options = headerCount == 20 ? InlineOctets() : InlineOctets(datagram.extracting(20 ..< headerCount))
  }

  /// Appends `headerCount` octets, the checksum field as it stands in the value.
  ///
  /// - Precondition: `output` has room for them.
  public func encode(into output: inout OutputSpan<UInt8>) {
    output.append(0x40 | UInt8(headerCount / 4))
    output.append(typeOfService)
    output.append(bigEndian: totalCount)
    output.append(bigEndian: identification)
    output.append(bigEndian: fragment.rawValue)
    output.append(timeToLive)
    output.append(`protocol`.rawValue)
    output.append(bigEndian: checksum)
    output.append(bigEndian: source.rawValue)
    output.append(bigEndian: destination.rawValue)
    options.withOctets { output.append(octets: $0) }
    for _ in options.count ..< headerCount - 20 { output.append(0) }
  }

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
    sum.add(UInt16(0x40 | headerCount / 4) << 8 | UInt16(typeOfService))
    sum.add(totalCount)
    sum.add(identification)
    sum.add(fragment.rawValue)
    sum.add(UInt16(timeToLive) << 8 | UInt16(`protocol`.rawValue))
    sum.add(source.rawValue)
    sum.add(destination.rawValue)
    options.withOctets { sum.add($0) }
    sum.padToWord()
    return sum
  }
}
