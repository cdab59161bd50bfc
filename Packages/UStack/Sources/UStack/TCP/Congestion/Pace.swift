/// So many octets in so much time: how fast text may leave.
///
/// Kept as two whole numbers, since a window and a round trip are what is known, and the quotient would be rounded.
struct Pace: Hashable {
  /// Octets, 1 ... 2³¹.
  let octets: Int
  /// In so much time: a nanosecond ... `RoundTripEstimator.longestTimeout`.
  let time: Interval

  /// - Parameters:
  ///   - octets: less than one is one, more than 2³¹ are as many.
  ///   - time: less than a nanosecond is one, more than the longest timeout is as much.
  init(octets: Int, in time: Interval) {
    self.octets = min(max(octets, 1), 1 << 31)
    self.time = min(max(time, Interval(nanoseconds: 1)), RoundTripEstimator.longestTimeout)
  }

  /// Octets a second, rounded towards zero.
  var perSecond: Int { octets(in: .seconds(1)) }

  /// How long so many octets take, 2²⁴ at most.
  func time(for count: Int) -> Interval { Interval(nanoseconds: time.nanoseconds * Int64(count) / Int64(octets)) }

  /// How many octets leave in `interval`, a second at most.
  func octets(in interval: Interval) -> Int { octets * Int(interval.nanoseconds) / Int(time.nanoseconds) }
}
