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
  /// The least time since something of it was sent that was sent only once, or nil.
  private var sinceSent: Interval?
  /// True when something of it was sent more than once. Then it may have been this that drew the acknowledgment, and
  /// what was sent once may have arrived long ago and been acknowledged by a segment that was lost.
  private var isAmbiguous = false
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
    if transmission.wasRetransmitted {
      isAmbiguous = true
    } else {
      let elapsed = now - transmission.sentAt
      sinceSent = min(sinceSent ?? elapsed, elapsed)
    }
  }

  /// The round trip, when there is no doubt what drew the acknowledgment; else nil.
  ///
  /// Source: RFC 6298 §3 (Karn's algorithm).
  var roundTrip: Interval? { isAmbiguous || duplicate != nil ? nil : sinceSent }

  /// True when an echo of this age answers the latest sent: an older one tells how long the first acknowledgment, which
  /// was lost, has been waited for.
  func admits(echoAge age: Interval, now: Instant) -> Bool {
    newest.map { age <= now - $0.sentAt + TimestampClock.tick } ?? false
  }
}

extension Delivery.Arrived {
  /// True when this one was sent later; at the same moment, when it ends later (RFC 8985 §6.2, RACK_sent_after).
  func isAfter(_ other: Delivery.Arrived) -> Bool {
    sentAt > other.sentAt || sentAt == other.sentAt && other.end.precedes(end)
  }
}
