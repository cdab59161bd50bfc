/// Our SYN or SYN-ACK, until it is acknowledged.
///
/// Source: RFC 6298 §5.7; RFC 9293 §3.8.3 (MUST-22, MUST-23).
struct Opening: Hashable {
  /// True when it is to be sent now.
  var isDue = true
  /// Times it was sent.
  var attempts = 0
  /// When it was sent first, for the round trip; nil before, and of a cookie.
  var firstSent: Instant?
  /// When it is sent again; nil until it was sent.
  var deadline: Instant?

  /// What a SYN that was not sent before says of Fast Open, or nil.
  var fastOpen: FastOpenOption?
  /// Octets of text it takes along.
  var textRoom = 0
  /// True once the peer acknowledged it without text, and its text is waited for (TCP_DEFER_ACCEPT).
  var isDeferred = false

  /// It goes out.
  mutating func sent(now: Instant) {
    isDue = false
    attempts += 1
    firstSent = firstSent ?? now
    deadline = now + RoundTripEstimator.initialTimeout * (1 << min(attempts - 1, 6))
  }

  /// A time to send it again passed in silence: the peer has it already, and only its text is missing.
  mutating func wasSpared(now: Instant) {
    attempts += 1
    deadline = now + RoundTripEstimator.initialTimeout * (1 << min(attempts - 1, 6))
  }

  /// Times it would be sent in `interval` without an answer, the first not counted: 1 or more.
  static func repetitions(in interval: Interval) -> Int {
    var count = 1
    var period = RoundTripEstimator.initialTimeout
    while period < interval, count < 16 {
      period = period + RoundTripEstimator.initialTimeout * (1 << count)
      count += 1
    }
    return count
  }

  /// The round trip, known only when it was sent once (Karn).
  func roundTrip(now: Instant) -> Interval? {
    attempts == 1 ? firstSent.map { now - $0 } : nil
  }
}
