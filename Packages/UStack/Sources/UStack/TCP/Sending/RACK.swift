internal import PacketCodec

/// Recent Acknowledgment: a segment is lost when one that was sent sufficiently later has arrived.
///
/// Time decides, not a count of duplicates; so a lost retransmission is found, and a path that reorders is learned.
///
/// Source: RFC 8985 §6.
struct RACK: Hashable {
  /// Duplicate acknowledgments that mean a loss where no reordering was ever seen (RFC 5681 §3.2).
  static let duplicateThreshold = 3
  /// Recoveries for which a widened window is kept (RFC 8985 §6.2, step 4).
  static let persistence = 16

  /// The latest sent of all that arrived.
  private(set) var newest: Delivery.Arrived?
  /// Its round trip.
  private(set) var roundTrip = Interval.zero
  /// True once something arrived behind what was sent after it.
  private(set) var hasSeenReordering = false
  /// The farthest anything arrived behind what was sent after it, octets; for those who watch.
  private(set) var reordering = 0
  private var windowMultiplier = 1
  private var recoveriesLeft = 0
  /// SND.NXT when the window was widened last, until that is acknowledged.
  private var lastWidened: SequenceNumber?

  /// Nothing arrived yet.
  init() {}

  /// Takes what an acknowledgment brought.
  ///
  /// - Parameters:
  ///   - shortest: the shortest round trip known: an answer faster than that to a retransmission was to the original.
  ///   - next: SND.NXT, for the count of rounds.
  mutating func update(
    _ delivery: Delivery, shortest: Interval?, unacknowledged: SequenceNumber, next: SequenceNumber, now: Instant
  ) {
    if delivery.sawReordering { hasSeenReordering = true }
    reordering = max(reordering, delivery.reordering)
    if let end = lastWidened, !unacknowledged.precedes(end) { lastWidened = nil }
    if delivery.duplicate != nil, lastWidened == nil { widen(next: next) }
    guard let arrived = delivery.newest else { return }
    let elapsed = now - arrived.sentAt
    if arrived.wasRetransmitted, let shortest, elapsed < shortest { return }
    roundTrip = elapsed
    if newest.map({ arrived.isAfter($0) }) ?? true { newest = arrived }
  }

  /// A duplicate arrived: we repeated too early, so the window is widened, once a round trip.
  private mutating func widen(next: SequenceNumber) {
    lastWidened = next
    windowMultiplier = min(windowMultiplier + 1, 255)
    recoveriesLeft = Self.persistence
  }

  /// A recovery ended; widened windows are not kept for ever.
  mutating func recoveryEnded() {
    guard recoveriesLeft > 0 else { return }
    recoveriesLeft -= 1
    if recoveriesLeft == 0 { windowMultiplier = 1 }
  }

  /// How much later something must have been sent for its arrival to prove a loss.
  func reorderingWindow(isRecovering: Bool, sackedSegments: Int, estimator: RoundTripEstimator) -> Interval {
    if !hasSeenReordering, isRecovering || sackedSegments >= Self.duplicateThreshold { return .zero }
    guard let shortest = estimator.shortest, let smoothed = estimator.smoothed else { return .zero }
    return min(shortest * windowMultiplier / 4, smoothed)
  }

  /// Takes for lost what should have arrived by now.
  ///
  /// - Returns: when to look again, or nil when nothing is in doubt.
  mutating func detectLoss(in scoreboard: inout Scoreboard, window: Interval, now: Instant) -> Instant? {
    guard let newest else { return nil }
    let patience = roundTrip + window
    var again: Instant?
    scoreboard.markLost { piece in
      let sent = Delivery.Arrived(sentAt: piece.sentAt, end: piece.end, wasRetransmitted: piece.wasRetransmitted)
      // What was sent once lies in the order it was sent, so all behind it was sent later still.
      guard newest.isAfter(sent) else { return piece.wasRetransmitted ? .flying : .allFlying }
      let deadline = piece.sentAt + patience
      if deadline <= now { return .lost }
      again = max(again ?? deadline, deadline)
      return .flying
    }
    return again
  }
}
