/// ESTABLISHED: data flows both ways.
///
/// Source: RFC 9293 §3.10.4, §3.10.7.4.
extension TCPState.Established {
  /// The peer finished: it has no more to say, and we may go on.
  func receivingFinish() -> TCPState { .closeWait(TCPState.CloseWait(flow: flow)) }

  /// The application closed its direction: FIN goes behind what is still buffered.
  func finishing() -> TCPState { .finWait1(TCPState.FinWait1(flow: flow)) }
}
