/// How often something happened in the last while, told to an eighth of it: eight counters that take turns.
struct SlidingCount: Sendable {
  private static let parts = 8

  private var counts = InlineArray<8, Int32>(repeating: 0)
  /// The number of the part of time that was counted last.
  private var latest = Int64.min / 2

  /// Counts one.
  ///
  /// - Parameter window: how long it counts, nanoseconds, 8 ...
  /// - Returns: how many there are now.
  mutating func add(now: Int64, window: Int64) -> Int {
    advance(now, window)
    let place = Self.place(latest)
    if counts[place] < .max { counts[place] += 1 }
    return total
  }

  /// Takes one back that was counted at `moment`, if it still counts.
  mutating func takeBack(from moment: Int64, window: Int64) {
    let part = Self.part(moment, window)
    guard part <= latest, latest - part < Self.parts, counts[Self.place(part)] > 0 else { return }
    counts[Self.place(part)] -= 1
  }

  private var total: Int {
    var sum = 0
    for index in 0 ..< Self.parts { sum += Int(counts[index]) }
    return sum
  }

  private mutating func advance(_ now: Int64, _ window: Int64) {
    let part = Self.part(now, window)
    // A clock that was put back counts anew: what it counted lies in a future that may not come.
    if part < latest || part - latest >= Self.parts {
      counts = InlineArray(repeating: 0)
    } else {
      for passed in 0 ..< Int(part - latest) { counts[Self.place(part - Int64(passed))] = 0 }
    }
    latest = part
  }

  private static func part(_ moment: Int64, _ window: Int64) -> Int64 {
    let length = max(1, window / Int64(parts))
    let part = moment / length
    return moment % length < 0 ? part - 1 : part
  }

  private static func place(_ part: Int64) -> Int { Int(((part % Int64(parts)) + Int64(parts)) % Int64(parts)) }
}
