/// Our own clock for timestamps: a tick a millisecond, from a start that tells nothing about how long we run.
///
/// Source: RFC 7323 §5.4.
struct TimestampClock: Hashable {
  /// The reading at moment zero.
  var offset: UInt32

  /// The reading now.
  func reading(_ now: Instant) -> UInt32 {
    offset &+ UInt32(truncatingIfNeeded: now.nanoseconds / 1_000_000)
  }
}
