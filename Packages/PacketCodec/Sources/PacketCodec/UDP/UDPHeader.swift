/// A UDP header as a value.
///
/// Source: RFC 768.
public struct UDPHeader: Hashable, Sendable {
  /// The sender's port; 0 when no answer is wanted.
  public var sourcePort: UInt16
  /// The receiver's port.
  public var destinationPort: UInt16
  /// Octets of header and payload as the sender said: 8 ... 65,535 once decoded.
  public var count: UInt16
  /// The checksum field; 0 means the sender computed none.
  public var checksum: UInt16

  /// A header for a payload of `payloadCount` octets.
  ///
  /// - Precondition: `payloadCount` is 0 ... 65,527.
  public init(sourcePort: UInt16, destinationPort: UInt16, payloadCount: Int, checksum: UInt16 = 0) {
    self.sourcePort = sourcePort
    self.destinationPort = destinationPort
    self.count = UInt16(Self.encodedCount + payloadCount)
    self.checksum = checksum
  }

  /// Octets the header takes.
  public static let encodedCount = 8

  /// Reads the header at the front of `datagram`.
  ///
  /// - Returns: the header, and 8, where the payload starts.
  /// - Throws: `.truncated` under 8 octets, `.badLength` for a length under 8.
  public static func decode(_ datagram: RawSpan) throws(DecodeError) -> (header: UDPHeader, payloadOffset: Int) {
    let available = datagram.byteCount
    guard available >= encodedCount else {
      throw .truncated(.udp, .header, needed: encodedCount, available: available)
    }
    let count: UInt16 = datagram.bigEndian(at: 4)
    guard count >= encodedCount else { throw .badLength(.udp, .length, minimum: encodedCount, found: Int(count)) }
    let header = UDPHeader(
      sourcePort: datagram.bigEndian(at: 0), destinationPort: datagram.bigEndian(at: 2),
      payloadCount: Int(count) - encodedCount, checksum: datagram.bigEndian(at: 6))
    return (header, encodedCount)
  }

  /// Appends 8 octets.
  ///
  /// - Precondition: `output` has room for them.
  public func encode(into output: inout OutputSpan<UInt8>) {
    output.append(bigEndian: sourcePort)
    output.append(bigEndian: destinationPort)
    output.append(bigEndian: count)
    output.append(bigEndian: checksum)
  }

  /// What the checksum field must hold over `payload`: never 0, which would mean none (RFC 768).
  public func computedChecksum(payload: RawSpan, _ pseudoHeader: PseudoHeader) -> UInt16 {
    let value = sum(payload, pseudoHeader).value
    return value == 0 ? 0xFFFF : value
  }

  /// True when the checksum field fits header and payload, or the sender computed none.
  public func isChecksumValid(payload: RawSpan, _ pseudoHeader: PseudoHeader) -> Bool {
    guard checksum != 0 else { return true }
    var sum = sum(payload, pseudoHeader)
    sum.add(checksum)
    return sum.isValid
  }

  /// True when the checksum field holds the pseudo-header's sum, for the interface to complete.
  public func isChecksumPartial(_ pseudoHeader: PseudoHeader) -> Bool {
    checksum == pseudoHeader.partialChecksum(of: .udp, count: Int(count))
  }

  private func sum(_ payload: RawSpan, _ pseudoHeader: PseudoHeader) -> InternetChecksum {
    var sum = pseudoHeader.checksum(of: .udp, count: Int(count))
    sum.add(sourcePort)
    sum.add(destinationPort)
    sum.add(count)
    sum.add(payload)
    sum.padToWord()
    return sum
  }
}
