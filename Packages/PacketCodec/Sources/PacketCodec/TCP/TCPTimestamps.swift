/// The timestamps option: a clock reading of the sender, and the last one it had from the other side.
///
/// Source: RFC 7323 §3.2.
public struct TCPTimestamps: Hashable, Sendable {
  /// TSval, in ticks of the sender's own clock.
  public var value: UInt32
  /// TSecr, the reading echoed; valid only with ACK.
  public var echoReply: UInt32

  /// The option with these readings.
  @inlinable
  public init(value: UInt32, echoReply: UInt32) {
    self.value = value
    self.echoReply = echoReply
  }
}
