/// CLOSING: both finished at once; the peer's FIN came before the acknowledgment of ours.
///
/// Source: RFC 9293 §3.10.7.4, fifth step.
extension TCPState.Closing {
  /// Our FIN is acknowledged: nothing is left but old segments.
  func finishAcknowledged(now: Instant) -> TCPState { .timeWait(TCPState.TimeWait(flow: flow, now: now)) }
}
