internal import PacketCodec

/// A run of places that was sent in one piece and is not acknowledged, and what became of it.
///
/// Source: RFC 8985 §5.2, the per-segment variables; RFC 6675 §3.
struct Transmission: Hashable {
  /// What is known of it.
  enum Fate: UInt8, Hashable {
    /// On its way, as far as we know.
    case flying
    /// It arrived out of order, the peer says (RFC 2018).
    case sacked
    /// It is taken for lost and waits to be sent again.
    case lost
  }

  /// The first place.
  var start: SequenceNumber
  /// Places, FIN counted.
  var count: Int
  /// When it was sent last.
  var sentAt: Instant
  /// What is known of it.
  var fate = Fate.flying
  /// True once it was sent again: its round trip cannot be told (Karn), and it is no proof of reordering.
  var wasRetransmitted = false

  /// The first place behind it.
  var end: SequenceNumber { start + count }
}
