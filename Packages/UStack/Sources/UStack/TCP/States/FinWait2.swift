/// FIN-WAIT-2: our FIN is acknowledged; the peer may go on sending for as long as it likes.
///
/// Source: RFC 9293 §3.10.7.4, eighth step.
extension TCPState.FinWait2 {
  /// The peer finished. All is said; its FIN is acknowledged, and old segments are waited out.
  func receivingFinish(now: Instant) -> TCPState { .timeWait(TCPState.TimeWait(flow: flow, now: now)) }
}
