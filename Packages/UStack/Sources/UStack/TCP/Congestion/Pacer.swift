/// When text may leave next: a pacer spreads a window over a round trip, where it would else leave in bursts that no queue
/// on the path has room for.
///
/// Each run of text puts the next one off for as long as it takes at the pace of the moment. Nothing is kept but that
/// moment, so a pace may change with every acknowledgment.
///
/// Source: RFC 9002 §7.7, whose factor for congestion avoidance is taken; that for slow start is Linux'.
struct Pacer: Hashable {
  /// What a sender that comes late may make up for at once: as much as a clock that ticks a thousand times a second would
  /// have let pass. It is also what one super-frame may hold, which no clock divides.
  static let burst = Interval.milliseconds(1)
  /// Segments that a super-frame may hold however slow the pace is: what a delayed acknowledgment waits for.
  static let smallestBurst = 2

  private let ceiling: Int?
  private var next: Instant?
  /// Until when text that could leave is held back, or nil when none is.
  private(set) var heldUntil: Instant?

  /// A pacer as the application chose, or nil for none.
  init?(_ pacing: ConnectionOptions.Pacing) {
    switch pacing {
    case .off: return nil
    case .window: ceiling = nil
    case .atMost(let octets): ceiling = max(1, octets)
    }
  }

  /// How fast a window of octets leaves: in slow start twice in a round trip, so that it can double, and in congestion
  /// avoidance a quarter more than once, so that the window is what limits a sender that is never quite in time.
  ///
  /// - Parameter roundTrip: the smoothed one; nil, before one was measured, gives no pace but the ceiling.
  func pace(window: Int, roundTrip: Interval?, isSlowStart: Bool) -> Pace? {
    let most = ceiling.map { Pace(octets: $0, in: .seconds(1)) }
    guard let roundTrip else { return most }
    let pace = Pace(octets: isSlowStart ? window * 2 : window + window / 4, in: roundTrip)
    return most.map { $0.perSecond < pace.perSecond ? $0 : pace } ?? pace
  }

  /// Octets of the longest run, in whole segments.
  static func longestRun(at pace: Pace, segment: Int) -> Int {
    max(smallestBurst, pace.octets(in: burst) / segment) * segment
  }

  /// Whether a run may leave now. If not, it is held back until it may.
  mutating func admits(now: Instant) -> Bool {
    guard let next, now < next else { return true }
    heldUntil = next
    return false
  }

  /// A run of `count` octets left.
  mutating func depart(_ count: Int, at pace: Pace, now: Instant) {
    next = max(next ?? now, now - Self.burst) + pace.time(for: count)
  }

  /// What was held back may leave, if its time has come.
  mutating func release(now: Instant) {
    if let held = heldUntil, held <= now { heldUntil = nil }
  }
}
