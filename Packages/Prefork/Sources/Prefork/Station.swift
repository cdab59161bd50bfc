/// One place of a crew: who holds it, who is on the way to it, and how often somebody fell there.
struct Station: Sendable {
  let number: Int
  /// Lets connections in.
  var serving: Member?
  /// Its process was started and has not said yet that it serves.
  var coming: Member?
  /// When the next one is to be started, after a death; nobody is on the way then.
  var dueAt: Int64?
  private var deaths = RecentDeaths()

  /// The first wait, 100 ms, doubled with each death up to `longestWait`, in nanoseconds.
  static let shortestWait: Int64 = 100_000_000
  /// The longest wait, 5 s, in nanoseconds.
  static let longestWait: Int64 = 5_000_000_000

  init(number: Int) { self.number = number }

  var members: [Member] { [serving, coming].compactMap(\.self) }

  mutating func lose(_ member: Member) {
    if serving == member { serving = nil }
    if coming == member { coming = nil }
  }

  /// How long after a death the next one is started.
  ///
  /// - Returns: nil for at once: the first death of the last minute.
  mutating func wait(after now: Int64) -> Int64? {
    let count = deaths.add(now)
    guard count > 1 else { return nil }
    return min(Self.longestWait, Self.shortestWait << (count - 2))
  }
}
