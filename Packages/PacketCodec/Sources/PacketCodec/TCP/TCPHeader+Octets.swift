extension TCPHeader {
  /// Reads the header at the front of `segment`.
  ///
  /// Flags may contradict each other and options may be broken: see `control` and `options.error`. The checksum is not
  /// looked at.
  ///
  /// - Returns: the header, and where the payload starts: 20 ... 60.
  /// - Throws: `.truncated` for the header or its options, `.badLength` for a data offset under 20 octets.
  @inlinable
  @inline(__always)
  public static func decode(_ segment: RawSpan) throws(DecodeError) -> (header: TCPHeader, payloadOffset: Int) {
    let available = segment.byteCount
    guard available >= 20 else { throw fault(in: segment) }
    let headerCount = Int(segment.bigEndian(at: 12, as: UInt8.self) >> 4) &* 4
    guard headerCount >= 20, headerCount <= available else { throw fault(in: segment) }
    return (TCPHeader(checked: segment, headerCount: headerCount), headerCount)
  }

  /// What is wrong with a segment that `decode` refuses. It stands apart so that decoding a good one is short.
  @usableFromInline
  static func fault(in segment: RawSpan) -> DecodeError {
    let available = segment.byteCount
    guard available >= 20 else { return .truncated(.tcp, .header, needed: 20, available: available) }
    let headerCount = Int(segment.bigEndian(at: 12, as: UInt8.self) >> 4) * 4
    return headerCount < 20
      ? .badLength(.tcp, .dataOffset, minimum: 20, found: headerCount)
      : .truncated(.tcp, .dataOffset, needed: headerCount, available: available)
  }

  /// The fields of a header whose lengths were found good.
  @inlinable
  @inline(__always)
  init(checked segment: RawSpan, headerCount: Int) {
    ends = segment.bigEndian(at: 0)
    answer = segment.bigEndian(at: 8, as: UInt64.self) & 0xFFFF_FFFF_0FFF_FFFF
    trailer = segment.bigEndian(at: 16)
    options = TCPOptions(octets: InlineOctets(words: segment, from: 20, count: headerCount &- 20))
  }

  /// Appends `encodedCount` octets, the checksum field as it stands in the value.
  ///
  /// - Precondition: `output` has room for them.
  @inlinable
  @inline(__always)
  public func encode(into output: inout OutputSpan<UInt8>) {
    output.append(bigEndian: ends)
    output.append(bigEndian: answerWithOffset)
    output.append(bigEndian: trailer)
    output.append(padded: options.octets)
  }

  /// What the checksum field must hold in front of `payload`.
  public func computedChecksum(payload: RawSpan, _ pseudoHeader: PseudoHeader) -> UInt16 {
    sum(payload, pseudoHeader).value
  }

  /// True when the checksum field fits header and payload.
  public func isChecksumValid(payload: RawSpan, _ pseudoHeader: PseudoHeader) -> Bool {
    var sum = sum(payload, pseudoHeader)
    sum.add(checksum)
    return sum.isValid
  }

  /// True when the checksum field holds the pseudo-header's sum, for the interface to complete: as on a capture at a
  /// sender with offload. Such a segment is whole, though its checksum is not valid yet.
  public func isChecksumPartial(payloadCount: Int, _ pseudoHeader: PseudoHeader) -> Bool {
    checksum == pseudoHeader.partialChecksum(of: .tcp, count: encodedCount + payloadCount)
  }

  /// The sum of everything but the checksum field.
  private func sum(_ payload: RawSpan, _ pseudoHeader: PseudoHeader) -> InternetChecksum {
    var sum = pseudoHeader.checksum(of: .tcp, count: encodedCount + payload.byteCount)
    sum.add(ends)
    sum.add(answerWithOffset)
    sum.add(urgentPointer)
    options.octets.withOctets { sum.add($0) }
    sum.padToWord()
    sum.add(payload)
    sum.padToWord()
    return sum
  }

  /// The second word as on the wire, the header's length in its place.
  @inlinable
  var answerWithOffset: UInt64 { answer | UInt64(truncatingIfNeeded: encodedCount / 4) << 28 }
}
