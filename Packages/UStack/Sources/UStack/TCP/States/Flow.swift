/// The variables of a synchronized connection: one direction and the other.
///
/// Source: RFC 9293 §3.3.1.
struct Flow: Hashable {
  /// What we send.
  var send: SendSequence
  /// What the peer sends.
  var receive: ReceiveSequence
}
