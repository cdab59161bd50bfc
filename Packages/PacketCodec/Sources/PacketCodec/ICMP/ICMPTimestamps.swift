/// The clock readings that a timestamp message carries behind its first eight octets.
///
/// A reading is milliseconds since midnight UT. A sender that has no such clock sets the highest bit and puts what it has;
/// so the number is kept as it came.
///
/// Source: RFC 792, "Timestamp or Timestamp Reply Message".
public struct ICMPTimestamps: Hashable, Sendable {
  /// When the one who asks last touched the message.
  public var originate: UInt32
  /// When the one who answers first touched it; 0 in a question.
  public var receive: UInt32
  /// When the one who answers last touched it; 0 in a question.
  public var transmit: UInt32

  /// Readings from their fields.
  public init(originate: UInt32, receive: UInt32 = 0, transmit: UInt32 = 0) {
    self.originate = originate
    self.receive = receive
    self.transmit = transmit
  }

  /// Octets on the wire.
  public static let encodedCount = 12

  /// Reads the readings at the front of a timestamp message's payload.
  ///
  /// - Returns: the readings, and 12, where the message ends.
  /// - Throws: `.truncated` under 12 octets, in layer `.icmp`, field `.timestamps`.
  public static func decode(_ payload: RawSpan) throws(DecodeError) -> (header: ICMPTimestamps, payloadOffset: Int) {
    let count = payload.byteCount
    guard count >= encodedCount else { throw .truncated(.icmp, .timestamps, needed: encodedCount, available: count) }
    let readings = ICMPTimestamps(
      originate: payload.bigEndian(at: 0), receive: payload.bigEndian(at: 4), transmit: payload.bigEndian(at: 8))
    return (readings, encodedCount)
  }

  /// Appends 12 octets.
  ///
  /// - Precondition: `output` has room for them.
  public func encode(into output: inout OutputSpan<UInt8>) {
    output.append(bigEndian: originate)
    output.append(bigEndian: receive)
    output.append(bigEndian: transmit)
  }
}
