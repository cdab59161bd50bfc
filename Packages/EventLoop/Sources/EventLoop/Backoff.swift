/// Waits that double, for what no readiness tells: soon seen when it comes soon, and cheap when it does not.
public struct Backoff: Hashable, Sendable {
  /// The first wait, 1 ms in nanoseconds: a tick of the timer wheel.
  public static let shortest: Int64 = TimerWheel.granularity
  /// The longest, 1 s in nanoseconds.
  public static let longest: Int64 = 1_000_000_000

  private var upcoming = shortest

  /// One that has not waited yet.
  public init() {}

  /// The next wait.
  ///
  /// - Returns: nanoseconds, `shortest` at first and at most `longest`.
  public mutating func next() -> Int64 {
    defer { upcoming = min(upcoming * 2, Self.longest) }
    return upcoming
  }
}
