internal import Observe

/// Finds the disturbance of a run while it goes on.
struct DisturbanceMeter {
  private let stolenBefore = StolenTime.now
  private var longestStall: Int64 = 0

  /// Notes when the run wanted to be woken, and when it was, of one clock; it may have been woken earlier, by something
  /// else.
  mutating func woken(at moment: Int64, wanted: Int64) { longestStall = max(longestStall, moment - wanted) }

  /// Notes how long the run worked and how much time of its processor it used for that: for the rest it was kept
  /// from working, since nothing that it does between two waits blocks.
  mutating func worked(for elapsed: Int64, using processor: Int64) {
    longestStall = max(longestStall, elapsed - processor)
  }

  /// Since the meter was made.
  var disturbance: Disturbance {
    Disturbance(longestStall: longestStall, stolen: Int64((StolenTime.now - stolenBefore) / .nanoseconds(1)))
  }
}
