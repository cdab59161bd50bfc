/// The first eight octets of an ICMP message: what it says, and the checksum over the whole.
///
/// Source: RFC 792.
public struct ICMPHeader: Hashable, Sendable {
  /// What the message says.
  public var message: ICMPMessage
  /// The checksum field as it was found or is to be sent.
  public var checksum: UInt16

  /// A header with this checksum field.
  public init(_ message: ICMPMessage, checksum: UInt16 = 0) {
    self.message = message
    self.checksum = checksum
  }

  /// A header for this payload, its checksum computed.
  public init(_ message: ICMPMessage, payload: RawSpan) {
    var sum = InternetChecksum()
    sum.add(UInt16(message.type) << 8 | UInt16(message.code))
    sum.add(message.rest)
    sum.add(payload)
    self.init(message, checksum: sum.value)
  }

  /// Octets the header takes.
  public static let encodedCount = 8

  /// Reads the header at the front of `octets`.
  ///
  /// - Returns: the header, and 8, where echoed data or a quoted datagram starts.
  /// - Throws: `.truncated` under 8 octets.
  public static func decode(_ octets: RawSpan) throws(DecodeError) -> (header: ICMPHeader, payloadOffset: Int) {
    let count = octets.byteCount
    guard count >= encodedCount else { throw .truncated(.icmp, .header, needed: encodedCount, available: count) }
    let message = ICMPMessage(
      type: octets.bigEndian(at: 0), code: octets.bigEndian(at: 1), rest: octets.bigEndian(at: 4))
    return (ICMPHeader(message, checksum: octets.bigEndian(at: 2)), encodedCount)
  }

  /// Appends 8 octets.
  ///
  /// - Precondition: `output` has room for them.
  public func encode(into output: inout OutputSpan<UInt8>) {
    output.append(message.type)
    output.append(message.code)
    output.append(bigEndian: checksum)
    output.append(bigEndian: message.rest)
  }

  /// True when the checksum in a whole message, header and payload, fits the rest of it.
  ///
  /// It is asked of the octets, not of a header, because a header does not keep the bits its message leaves unused.
  public static func isChecksumValid(_ octets: RawSpan) -> Bool {
    var sum = InternetChecksum()
    sum.add(octets)
    return sum.isValid
  }
}
