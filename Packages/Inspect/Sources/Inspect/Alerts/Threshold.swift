/// How often something has to happen, and in what time, before it is an alarm.
public struct Threshold: Hashable, Sendable {
  /// Times, 1 ...
  public var count: Int
  /// The time in which they count, nanoseconds, told to an eighth: a millisecond ... a day.
  public var windowNanoseconds: Int64

  /// So many in so long.
  ///
  /// - Precondition: both are in their ranges.
  public init(count: Int, windowNanoseconds: Int64) {
    precondition(count >= 1, "a threshold of \(count)")
    precondition((1_000_000 ... 86_400_000_000_000).contains(windowNanoseconds), "a window of \(windowNanoseconds) ns")
    self.count = count
    self.windowNanoseconds = windowNanoseconds
  }

  /// So many in so many seconds.
  public init(count: Int, seconds: Int64) { self.init(count: count, windowNanoseconds: seconds * 1_000_000_000) }
}
