/// What happened to a connection since the application was told last.
public struct TCPEvents: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt8

  /// The events with these bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The handshake is over.
  public static let connected = TCPEvents(rawValue: 1)
  /// There is something to read, or the end of it.
  public static let readable = TCPEvents(rawValue: 2)
  /// There is room to write again.
  public static let writable = TCPEvents(rawValue: 4)
  /// The peer finished: what can be read is the last (RFC 9293 §3.6, MUST-12).
  public static let peerFinished = TCPEvents(rawValue: 8)
  /// The connection is no more; its reason can be asked for.
  public static let closed = TCPEvents(rawValue: 16)
  /// Urgent octets are on their way (RFC 9293 §3.8.5, MUST-32).
  public static let urgent = TCPEvents(rawValue: 32)
  /// The network complained, or answers fail to come; the connection lives on (RFC 9293 §3.8.3, §3.9.1.8).
  public static let troubled = TCPEvents(rawValue: 64)
  /// Both sides have finished and know it: TIME-WAIT began, and nothing more will come.
  public static let finished = TCPEvents(rawValue: 128)
}
