/// The one thing a sender waits for; each of these excludes the others.
///
/// Source: RFC 6298 §5; RFC 8985 §6.3, §7.2; RFC 9293 §3.8.6.1.
enum SendTimer: Hashable {
  /// Nothing is outstanding and nothing is held back by the peer's window.
  case off
  /// An acknowledgment, until it is time to send again.
  case retransmit(at: Instant)
  /// An acknowledgment of a tail, before a probe asks for it (RFC 8985 §7).
  case tailLossProbe(at: Instant)
  /// The arrival of segments that are late but not lost (RFC 8985 §6.3).
  case reordering(at: Instant)
  /// A window that the peer closed (RFC 9293 §3.8.6.1).
  case persist(at: Instant)

  /// When the wait ends.
  var deadline: Instant? {
    switch self {
    case .off: nil
    case .retransmit(let at), .tailLossProbe(let at), .reordering(let at), .persist(let at): at
    }
  }
}
