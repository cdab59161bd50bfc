/// How long an answer takes, and how long to wait for one.
///
/// Source: RFC 6298 §2.
struct RoundTripEstimator: Hashable {
  /// Before anything was measured (RFC 6298 §2.1).
  static let initialTimeout = Interval.seconds(1)
  /// For data when the SYN itself had to be sent again (RFC 6298 §5.7).
  static let timeoutAfterLostSYN = Interval.seconds(3)
  /// No wait is longer (RFC 6298 §2.5 asks for 60 s at least).
  static let longestTimeout = Interval.seconds(120)
  /// The least that is added to the smoothed round trip.
  ///
  /// Deviation: RFC 6298 §2.4 wants the whole timeout to be a second at least. With delayed acknowledgments of 40 ms, a
  /// fifth of a second is safe, and undoing a spurious timeout makes it harmless; Linux and the BSDs do the same.
  static let smallestMargin = Interval.milliseconds(200)

  /// SRTT, or nil before the first measurement.
  private(set) var smoothed: Interval?
  /// RTTVAR.
  private(set) var variation = Interval.zero
  /// The shortest round trip of all.
  private(set) var shortest: Interval?
  /// What the last measurement found.
  private(set) var latest: Interval?
  /// Timeouts since a round trip was measured: each doubles the wait (RFC 6298 §5.5).
  private(set) var backOffs = 0
  private var unmeasuredTimeout = Self.initialTimeout

  /// Nothing measured.
  init() {}

  /// Takes one measurement; it must be of something that was sent once (Karn's algorithm, RFC 6298 §3).
  mutating func measure(_ roundTrip: Interval) {
    let roundTrip = max(roundTrip, Interval(nanoseconds: 1))
    shortest = min(shortest ?? roundTrip, roundTrip)
    take(roundTrip)
  }

  /// Takes the age of a timestamp that was echoed: it tells one transmission from the other, so it serves where Karn's
  /// algorithm finds nothing, but only to a tick, so it says nothing about the shortest.
  ///
  /// Source: RFC 7323 §4.1.
  mutating func measure(byEcho age: Interval) { take(max(age, TimestampClock.tick)) }

  /// Nothing else makes waits single again: an acknowledgment of what was sent twice may well have taken longer.
  ///
  /// Source: RFC 6298 §5, the note behind 5.6.
  private mutating func take(_ roundTrip: Interval) {
    latest = roundTrip
    backOffs = 0
    guard let smoothed else {
      self.smoothed = roundTrip
      variation = roundTrip / 2
      return
    }
    let distance = smoothed < roundTrip ? roundTrip - smoothed : smoothed - roundTrip
    variation = (variation * 3 + distance) / 4
    self.smoothed = (smoothed * 7 + roundTrip) / 8
  }

  /// The SYN was lost: until a round trip is measured, data waits longer.
  mutating func noteLostSYN() { unmeasuredTimeout = Self.timeoutAfterLostSYN }

  /// RTO without the doubling by timeouts.
  var plainTimeout: Interval {
    guard let smoothed else { return unmeasuredTimeout }
    return min(smoothed + max(Self.smallestMargin, variation * 4), Self.longestTimeout)
  }

  /// RTO: how long to wait for an acknowledgment of what is sent now.
  var timeout: Interval { min(plainTimeout * (1 << min(backOffs, 10)), Self.longestTimeout) }

  /// The wait was in vain: the next is twice as long.
  mutating func backOff() { backOffs += 1 }
}
