/// FIN-WAIT-1: we finished; the peer has not acknowledged our FIN, which may not even be sent yet.
///
/// Source: RFC 9293 §3.10.7.4, fifth and eighth step.
extension TCPState.FinWait1 {
  /// Our FIN is acknowledged: the peer may still send.
  ///
  /// - Parameter until: when to stop waiting for its FIN, or nil while the application still reads.
  func finishAcknowledged(until: Instant?) -> TCPState { .finWait2(TCPState.FinWait2(flow: flow, until: until)) }

  /// The peer finished, too, without having seen our FIN: both closed at once.
  func receivingFinish() -> TCPState { .closing(TCPState.Closing(flow: flow)) }
}
