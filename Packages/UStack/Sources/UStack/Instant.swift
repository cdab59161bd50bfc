/// A moment on the caller's monotonic clock.
///
/// The stack never asks what time it is; it is told. So a test decides how fast time runs, and an hour of TCP passes in
/// a millisecond.
public struct Instant: Hashable, Sendable {
  /// Since a start that the caller chose; only differences mean anything.
  public var nanoseconds: Int64

  /// The moment so many nanoseconds after the start.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The moment `wait` later; a wait beyond what the clock can count ends at its last moment.
  public static func + (start: Instant, wait: Interval) -> Instant {
    let (sum, overflow) = start.nanoseconds.addingReportingOverflow(wait.nanoseconds)
    return Instant(nanoseconds: overflow ? .max : sum)
  }

  /// The moment `wait` earlier.
  public static func - (end: Instant, wait: Interval) -> Instant {
    Instant(nanoseconds: end.nanoseconds - wait.nanoseconds)
  }

  /// The time from `start` to `end`; negative when `start` is the later one.
  public static func - (end: Instant, start: Instant) -> Interval {
    Interval(nanoseconds: end.nanoseconds - start.nanoseconds)
  }
}

extension Instant {
  /// The earlier of two moments that may never come.
  static func earliest(_ one: Instant?, _ other: Instant?) -> Instant? {
    guard let one, let other else { return one ?? other }
    return min(one, other)
  }
}

extension Instant: Comparable {
  /// True when `left` is the earlier moment.
  public static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }
}
