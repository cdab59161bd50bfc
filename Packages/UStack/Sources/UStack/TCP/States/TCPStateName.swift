/// The eleven states by name, as a tool prints them and an experiment expects them.
///
/// Source: RFC 9293 §3.3.2.
public enum TCPStateName: String, CaseIterable, Hashable, Sendable {
  /// No connection.
  case closed = "CLOSED"
  /// Waiting for somebody to open.
  case listen = "LISTEN"
  /// Our SYN is on its way.
  case synSent = "SYN_SENT"
  /// Both SYNs were seen, ours is not acknowledged.
  case synReceived = "SYN_RECV"
  /// Data flows both ways.
  case established = "ESTABLISHED"
  /// We finished; the peer does not know yet.
  case finWait1 = "FIN_WAIT1"
  /// We finished and the peer knows.
  case finWait2 = "FIN_WAIT2"
  /// The peer finished; we may go on.
  case closeWait = "CLOSE_WAIT"
  /// Both finished at once.
  case closing = "CLOSING"
  /// The peer finished first, then we.
  case lastAck = "LAST_ACK"
  /// Waiting for old segments to die.
  case timeWait = "TIME_WAIT"
}
