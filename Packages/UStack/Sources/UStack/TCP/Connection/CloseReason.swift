/// Why a connection is no more.
public enum CloseReason: Hashable, Sendable {
  /// Both sides finished.
  case finished
  /// The peer answered our SYN with RST.
  case refused
  /// The peer sent RST.
  case reset
  /// The peer did not answer: too many retransmissions, probes, or the user timeout.
  case timedOut
  /// A router or the link said that the host cannot be reached.
  case unreachable
  /// The application gave it up.
  case aborted
}
