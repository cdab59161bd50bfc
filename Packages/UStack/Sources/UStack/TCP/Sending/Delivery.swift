internal import PacketCodec

/// What one acknowledgment brought: what is newly known to have arrived.
struct Delivery: Hashable {
  /// Places acknowledged in order, from the old SND.UNA on.
  var acknowledged = 0
  /// Octets newly known to have arrived, in order or not; each counts once.
  var delivered = 0
  /// Octets newly reported by SACK.
  var newlySACKed = 0
  /// When the latest sent of them was sent, and where it ended.
  var newest: Arrived?
  /// The round trip of the latest sent that was sent only once, or nil.
  var roundTrip: Interval?
  /// True when a place arrived that was never sent again and lies before one that arrived earlier: the path reorders.
  var sawReordering: Bool { reordering > 0 }
  /// How far behind the latest arrival it lay, octets.
  var reordering = 0
  /// The first block told of octets that had arrived before (RFC 2883).
  var duplicate: SACKBlock?

  /// One transmission that arrived.
  struct Arrived: Hashable {
    /// When it was sent last.
    var sentAt: Instant
    /// The first place behind it.
    var end: SequenceNumber
    /// Whether it had been sent more than once.
    var wasRetransmitted: Bool
  }

  /// Takes one transmission that is newly known to have arrived.
  mutating func count(_ transmission: Transmission, now: Instant) {
    let arrived = Arrived(
      sentAt: transmission.sentAt, end: transmission.end, wasRetransmitted: transmission.wasRetransmitted)
    if newest == nil || arrived.isAfter(newest!) { newest = arrived }
    if !transmission.wasRetransmitted {
      let elapsed = now - transmission.sentAt
      roundTrip = min(roundTrip ?? elapsed, elapsed)
    }
  }
}

extension Delivery.Arrived {
  /// True when this one was sent later; at the same moment, when it ends later (RFC 8985 §6.2, RACK_sent_after).
  func isAfter(_ other: Delivery.Arrived) -> Bool {
    sentAt > other.sentAt || sentAt == other.sentAt && other.end.precedes(end)
  }
}
