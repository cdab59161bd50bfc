/// Counts sightings up to their threshold, and lets one alarm through for each matter until that has rested.
struct AlertGate: Sendable {
  private struct Record: Sendable {
    var sightings = SlidingCount()
    /// When it was seen last, once it was an alarm.
    var alarmed: Int64?
  }

  private var records: AgedTable<Matter, Record>
  private var alarms = [SlidingCount](repeating: SlidingCount(), count: Rule.allCases.count)
  /// Sightings beyond their threshold that were no alarm of their own.
  private(set) var suppressed = 0
  /// Matters that were forgotten for want of room.
  private(set) var evicted = 0

  init(capacity: Int) { records = AgedTable(capacity: capacity) }

  /// Counts one sighting.
  ///
  /// - Parameter threshold: nil for what its detector counted already.
  /// - Returns: how many there were in the window, if this is an alarm; otherwise nil.
  mutating func sighting(of matter: Matter, _ threshold: Threshold?, now: Int64) -> Int? {
    let (place, hasEvicted) = records.entry(matter, now: now) { Record() }
    if hasEvicted { evicted += 1 }
    var count = 1
    if let threshold {
      count = records[place].sightings.add(now: now, window: threshold.windowNanoseconds)
      guard count >= threshold.count else { return nil }
    }
    let before = records[place].alarmed
    records[place].alarmed = now
    // A clock that was put back does not end a rest.
    if let before, now - before < Limits.restNanoseconds {
      suppressed += 1
      return nil
    }
    let limit = Limits.alertsPerRule
    let index = Rule.allCases.firstIndex(of: matter.rule) ?? 0
    guard alarms[index].add(now: now, window: limit.windowNanoseconds) <= limit.count else {
      suppressed += 1
      return nil
    }
    return count
  }
}
