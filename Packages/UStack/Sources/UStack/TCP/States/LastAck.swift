/// LAST-ACK: the peer finished first, then we; only the acknowledgment of our FIN is missing.
///
/// Source: RFC 9293 §3.10.7.4, fifth step.
extension TCPState.LastAck {
  /// Our FIN is acknowledged. The peer, who closed first, does the waiting.
  func finishAcknowledged() -> TCPState { .closed(because: .finished) }
}
