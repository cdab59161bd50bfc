/// A length of time in whole nanoseconds, up to 292 years.
///
/// `Duration` counts attoseconds in 128 bits; a stack that keeps ten of them for each connection and compares them for
/// each segment wants them small.
public struct Interval: Hashable, Sendable {
  /// The length; negative from a later moment to an earlier one.
  public var nanoseconds: Int64

  /// An interval of this length.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// No time at all.
  public static let zero = Interval(nanoseconds: 0)

  /// So many seconds.
  public static func seconds(_ count: Int) -> Interval { Interval(nanoseconds: Int64(count) * 1_000_000_000) }
  /// So many milliseconds.
  public static func milliseconds(_ count: Int) -> Interval { Interval(nanoseconds: Int64(count) * 1_000_000) }
  /// So many microseconds.
  public static func microseconds(_ count: Int) -> Interval { Interval(nanoseconds: Int64(count) * 1_000) }

  /// Both, one after the other.
  public static func + (left: Interval, right: Interval) -> Interval {
    Interval(nanoseconds: left.nanoseconds + right.nanoseconds)
  }

  /// What is left of `left` without `right`.
  public static func - (left: Interval, right: Interval) -> Interval {
    Interval(nanoseconds: left.nanoseconds - right.nanoseconds)
  }

  /// `count` times `interval`, or the longest interval there is when that is longer.
  public static func * (interval: Interval, count: Int) -> Interval {
    let (product, overflow) = interval.nanoseconds.multipliedReportingOverflow(by: Int64(count))
    return Interval(nanoseconds: overflow ? .max : product)
  }

  /// The part of `interval` that fits `count` times, rounded towards zero.
  public static func / (interval: Interval, count: Int) -> Interval {
    Interval(nanoseconds: interval.nanoseconds / Int64(count))
  }

  /// Whole milliseconds, rounded towards zero.
  public var milliseconds: Int64 { nanoseconds / 1_000_000 }
}

extension Interval: Comparable {
  /// True when `left` is shorter.
  public static func < (left: Interval, right: Interval) -> Bool { left.nanoseconds < right.nanoseconds }
}

extension Interval: CustomStringConvertible {
  /// The length in the largest unit that says it in whole numbers: `3 s`, `40 ms`, `1500 µs`, `7 ns`.
  public var description: String {
    for (unit, name) in [(1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "µs")] as [(Int64, String)]
    where nanoseconds != 0 && nanoseconds % unit == 0 { return "\(nanoseconds / unit) \(name)" }
    return "\(nanoseconds) ns"
  }
}
