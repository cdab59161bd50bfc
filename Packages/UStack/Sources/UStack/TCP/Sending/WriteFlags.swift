/// What the application says of octets it writes.
///
/// Source: send(2) of Linux, MSG_MORE and MSG_EOR; RFC 9293 §3.9.1.2 for the push.
public struct WriteFlags: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt8

  /// The flags with these bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// More will follow: a segment that is not full had better wait for it.
  public static let more = WriteFlags(rawValue: 1)
  /// A record ends: the next octet begins a segment.
  public static let endOfRecord = WriteFlags(rawValue: 2)
}
