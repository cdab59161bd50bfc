/// How often something was dropped, for each reason.
public struct DropCounts: Hashable, Sendable {
  private var counts = [Int](repeating: 0, count: DropReason.allCases.count)

  init() {}

  /// How often it was for this one.
  public subscript(reason: DropReason) -> Int { counts[reason.rawValue] }

  /// The reasons that occurred, with their counts.
  public var occurred: [DropReason: Int] {
    Dictionary(uniqueKeysWithValues: DropReason.allCases.filter { self[$0] > 0 }.map { ($0, self[$0]) })
  }

  mutating func add(_ reason: DropReason, _ count: Int = 1) { counts[reason.rawValue] += count }
}
