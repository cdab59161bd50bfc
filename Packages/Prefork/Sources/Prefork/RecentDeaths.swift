/// How many died within the last minute.
struct RecentDeaths: Sendable {
  /// For how long a death counts, in nanoseconds.
  static let window: Int64 = 60_000_000_000

  private var moments: [Int64] = []

  /// Counts another.
  ///
  /// - Returns: how many with it, 1 ...
  mutating func add(_ now: Int64) -> Int {
    moments = moments.filter { now - $0 < Self.window } + [now]
    return moments.count
  }
}
