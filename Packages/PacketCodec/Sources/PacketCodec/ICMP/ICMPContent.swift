/// What stands behind the first eight octets of an ICMP message.
public enum ICMPContent: Hashable, Sendable {
  /// Octets that mean nothing here: an echo's data, or what could not be read.
  case data
  /// The datagram that an error complains of.
  case quotation(QuotedDatagram)
  /// The clock readings of a timestamp message.
  case timestamps(ICMPTimestamps)

  /// The datagram that an error complains of, or nil.
  public var quotation: QuotedDatagram? {
    if case .quotation(let datagram) = self { datagram } else { nil }
  }

  /// The clock readings, or nil.
  public var timestamps: ICMPTimestamps? {
    if case .timestamps(let readings) = self { readings } else { nil }
  }

  /// Reads what a message of this kind carries.
  ///
  /// - Parameters:
  ///   - payload: the octets behind the message's first eight.
  ///   - message: what the first eight octets say.
  /// - Throws: what `QuotedDatagram` and `ICMPTimestamps` throw.
  public static func decode(_ payload: RawSpan, of message: ICMPMessage) throws(DecodeError) -> ICMPContent {
    if message.quotesDatagram { return .quotation(try QuotedDatagram.decode(payload).header) }
    switch message {
    case .timestampRequest, .timestampReply: return .timestamps(try ICMPTimestamps.decode(payload).header)
    default: return .data
    }
  }
}
