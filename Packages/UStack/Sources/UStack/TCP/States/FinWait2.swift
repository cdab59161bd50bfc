/// FIN-WAIT-2: our FIN is acknowledged; the peer may go on sending for as long as it likes.
///
/// Source: RFC 9293 §3.10.7.4, eighth step.
extension TCPState.FinWait2 {
  /// How long a peer may leave a connection half open that nobody reads any more. RFC 9293 knows no such limit; without
  /// one, a peer that never finishes would cost us a connection for ever.
  static let patience = Interval.seconds(60)

  /// The peer finished. All is said; its FIN is acknowledged, and old segments are waited out.
  func receivingFinish(now: Instant) -> TCPState { .timeWait(TCPState.TimeWait(flow: flow, now: now)) }
}
