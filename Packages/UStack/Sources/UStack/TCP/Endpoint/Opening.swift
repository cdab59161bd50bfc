/// Our SYN or SYN-ACK, until it is acknowledged.
///
/// Source: RFC 6298 §5.7; RFC 9293 §3.8.3 (MUST-22, MUST-23).
struct Opening: Hashable {
  /// True when it is to be sent now.
  var isDue = true
  /// Times it was sent.
  var attempts = 0
  /// When it was sent first, for the round trip.
  var firstSent: Instant?
  /// When it is sent again; nil until it was sent.
  var deadline: Instant?

  /// It goes out.
  mutating func sent(now: Instant) {
    isDue = false
    attempts += 1
    firstSent = firstSent ?? now
    deadline = now + RoundTripEstimator.initialTimeout * (1 << min(attempts - 1, 6))
  }

  /// The round trip, known only when it was sent once (Karn).
  func roundTrip(now: Instant) -> Interval? {
    attempts == 1 ? firstSent.map { now - $0 } : nil
  }
}
