/// The levels at which a distribution is written down: evenly up to the median, then as many for each half of what is
/// left, so that the tail is drawn as finely as the middle.
struct PercentileLevels {
  /// Levels from one half to the next.
  static let perHalf = 5
  /// Halves are counted up to here: as many as Int has bits, so that the fraction never becomes 0.
  private static let mostHalves = 62

  private var halves = 0
  private var tick = 0

  /// The part of all that lies above the present level: 1 at first.
  var above: Double { Double(2 * Self.perHalf - tick) / Double(Self.perHalf) / Double(2 << halves) }

  /// Goes to the next level.
  mutating func advance() {
    tick += 1
    guard tick == Self.perHalf else { return }
    tick = 0
    halves = min(halves + 1, Self.mostHalves - 1)
  }
}
