/// Our own clock for timestamps: a tick a millisecond, from a start that tells nothing about how long we run.
///
/// Source: RFC 7323 §5.4.
struct TimestampClock: Hashable {
  /// Between two readings.
  static let tick = Interval.milliseconds(1)
  /// The reading at moment zero.
  var offset: UInt32

  /// The reading now.
  func reading(_ now: Instant) -> UInt32 {
    offset &+ UInt32(truncatingIfNeeded: now.nanoseconds / Self.tick.nanoseconds)
  }

  /// How long ago it read `value`, or nil when that is still to come.
  func age(of value: UInt32, now: Instant) -> Interval? {
    let ticks = Int32(bitPattern: reading(now) &- value)
    return ticks < 0 ? nil : Self.tick * Int(ticks)
  }
}
