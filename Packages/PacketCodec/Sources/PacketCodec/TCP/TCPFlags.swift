/// The twelve bits between TCP's data offset and its window, the reserved ones among them.
///
/// A peer may set any of them together, and a dump must show what it set, so they are kept as they came. What they mean
/// to a connection is asked of `TCPControl`, in which a contradiction is a case of its own.
///
/// Source: RFC 9293 §3.1; RFC 3168 §6.1; the bit of RFC 3540 is now RFC 9768's AE.
public struct TCPFlags: OptionSet, Hashable, Sendable {
  /// The bits, FIN lowest; those above the twelve are always zero.
  public let rawValue: UInt16

  /// The flags with these bits; bits above the twelve are dropped.
  @inlinable
  public init(rawValue: UInt16) { self.rawValue = rawValue & 0x0FFF }

  /// FIN: no more octets follow.
  public static let finish = TCPFlags(rawValue: 0x001)
  /// SYN: the sequence number is the initial one.
  public static let synchronize = TCPFlags(rawValue: 0x002)
  /// RST: the connection is gone.
  public static let reset = TCPFlags(rawValue: 0x004)
  /// PSH: hand what came to the program.
  public static let push = TCPFlags(rawValue: 0x008)
  /// ACK: the acknowledgment field counts.
  public static let acknowledgment = TCPFlags(rawValue: 0x010)
  /// URG: the urgent pointer counts.
  public static let urgent = TCPFlags(rawValue: 0x020)
  /// ECE: congestion was experienced.
  public static let congestionEcho = TCPFlags(rawValue: 0x040)
  /// CWR: the congestion window was reduced.
  public static let windowReduced = TCPFlags(rawValue: 0x080)
  /// AE, once NS: accurate explicit congestion notification.
  public static let accurateECN = TCPFlags(rawValue: 0x100)
  /// The three bits that must be zero and are ignored (RFC 9293 §3.1, Rsrvd).
  public static let reserved = TCPFlags(rawValue: 0xE00)
}
