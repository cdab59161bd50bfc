internal import PacketCodec

/// What one segment means to a connection. It is returned, not performed, so that every arrow of the diagram is a value
/// a test can compare; the endpoint performs it.
enum TCPOutcome: Hashable {
  /// Nothing happens and nothing is said.
  case drop
  /// The segment is not acceptable, and its sender is told where we are: `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>`.
  case acknowledge
  /// The same about a segment that may be a forger's guess; said less often (RFC 5961 §7).
  case challenge
  /// It belongs to no connection of ours, and its sender is told to forget it.
  case refuse(with: ResetNumbers)
  /// The connection is over.
  case close(because: CloseReason)
  /// The handshake makes a step; text and FIN of the same segment are looked at next.
  case enter(TCPState)
  /// It is good: its acknowledgment, window, text and FIN count.
  case accept
}
