/// Whether an acknowledgment is owed, and how soon.
///
/// It is owed at most once however many segments came in one batch, since the stack sends only after the batch; but each
/// segment out of order is owed one of its own, which the peer may count.
///
/// Source: RFC 9293 §3.8.6.3 (MUST-40, SHLD-18, SHLD-19), §3.10.7.4 (MUST-58); RFC 5681 §4.2.
struct DelayedAcknowledgment: Hashable {
  /// How long one may wait for text to travel with; half a second is the limit.
  static let delay = Interval.milliseconds(40)
  /// Acknowledgments that are not delayed when a connection begins or wakes: the peer is in slow start and waits.
  static let quickAtStart = 16
  /// Duplicates owed at most: more segments out of order than this in one batch teach the peer nothing new.
  static let mostDuplicates = 64

  /// How soon.
  enum Owed: Hashable {
    /// Not at all.
    case nothing
    /// With the next text, or at this moment.
    case later(at: Instant)
    /// So many at once.
    case now(count: Int)
  }

  /// How soon.
  private(set) var owed = Owed.nothing
  private var quick = Self.quickAtStart
  private var octets = 0
  /// True when what is owed is owed for text, and not for a handshake, a probe, or a segment out of place.
  private var isOwedForText = false
  /// The longest segment seen: the peer's idea of a full one.
  private(set) var largestSegment = 0
  /// Octets of text that the peer may put into a segment: what comes in one piece and is longer, a link put together.
  var segmentLimit = 65_535

  /// Nothing owed.
  init() {}

  /// Text came in order.
  ///
  /// - Parameters:
  ///   - count: octets that are in order now.
  ///   - waited: octets of them that had waited behind the gap it filled.
  ///   - isUrgent: it filled a gap, or a gap is still open, or FIN came with it.
  mutating func take(_ count: Int, waited: Int = 0, isUrgent: Bool, now: Instant) {
    largestSegment = max(largestSegment, min(count - waited, segmentLimit))
    octets += count
    isOwedForText = true
    if isUrgent || quick > 0 || octets >= 2 * largestSegment && octets > largestSegment { return oweNow() }
    if case .nothing = owed { owed = .later(at: now + Self.delay) }
  }

  /// One is owed at once.
  mutating func oweNow() {
    if case .now = owed { return }
    owed = .now(count: 1)
  }

  /// A segment came out of order: its own acknowledgment is owed at once.
  mutating func oweDuplicate() {
    guard case .now(let count) = owed else { return owed = .now(count: 1) }
    owed = .now(count: min(count + 1, Self.mostDuplicates))
  }

  /// An acknowledgment went out.
  ///
  /// - Parameter withText: it travelled with text: when it was owed for text, this is a conversation, and waiting for
  ///   text pays.
  mutating func acknowledged(withText: Bool) {
    octets = 0
    defer { isOwedForText = false }
    if withText {
      if isOwedForText { converse() }
      owed = .nothing
      return
    }
    quick = max(0, quick - 1)
    if case .now(let count) = owed, count > 1 { owed = .now(count: count - 1) } else { owed = .nothing }
  }

  /// One speaks as the other did: what the peer says will be answered by text.
  mutating func converse() { quick = 0 }

  /// The peer was silent for long: it may be in slow start again.
  mutating func wake() { quick = Self.quickAtStart }

  /// When a delayed one is due, or nil.
  var deadline: Instant? {
    if case .later(let at) = owed { at } else { nil }
  }

  /// The delay is over.
  mutating func expire(now: Instant) {
    if case .later(let at) = owed, at <= now { owed = .now(count: 1) }
  }

  /// True when one must go out now, text or not.
  var isDue: Bool {
    if case .now = owed { true } else { false }
  }
}
