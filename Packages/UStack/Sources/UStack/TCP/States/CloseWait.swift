/// CLOSE-WAIT: the peer finished; we may go on sending until the application closes.
///
/// Source: RFC 9293 §3.10.4, §3.10.7.4.
extension TCPState.CloseWait {
  /// The application closed: our FIN is the last thing either side sends.
  func finishing() -> TCPState { .lastAck(TCPState.LastAck(flow: flow)) }
}
