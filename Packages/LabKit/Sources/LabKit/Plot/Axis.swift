/// A range of values with round numbers on it.
struct Axis: Hashable, Sendable {
  /// What stands at the axis' start and end; they differ.
  let range: ClosedRange<Double>
  /// Round numbers within, ascending.
  let ticks: [Double]
  private let step: Double

  /// - Parameters:
  ///   - values: what has to find room; those that are no numbers are left out.
  ///   - count: about how many ticks; 1 ...
  init(over values: some Sequence<Double>, count: Int) {
    var (low, high) = (0.0, 0.0)
    for value in values where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
    if low == high { high = low + 1 }
    let step = Self.roundStep(atLeast: (high - low) / Double(count))
    let first = (low / step).rounded(.up)
    let last = (high / step).rounded(.down)
    range = low ... high
    ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    self.step = step
  }

  /// 1, 2 or 5 times a power of ten.
  private static func roundStep(atLeast least: Double) -> Double {
    var power = 1.0
    while power * 10 <= least { power *= 10 }
    while power > least { power /= 10 }
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= least } ?? power * 10
  }

  /// Where a value stands, 0 at the start and 1 at the end; held within.
  func fraction(_ value: Double) -> Double {
    guard value.isFinite else { return 0 }
    return min(1, max(0, (value - range.lowerBound) / (range.upperBound - range.lowerBound)))
  }

  /// A tick in words: "0", "0.25", "20k", "1.5M".
  func label(_ tick: Double) -> String {
    let largest = max(abs(range.lowerBound), abs(range.upperBound))
    let (unit, suffix) =
      largest >= 1e9 ? (1e9, "G") : largest >= 1e6 ? (1e6, "M") : largest >= 1e4 ? (1e3, "k") : (1.0, "")
    var (places, width) = (0, step / unit)
    while width < 0.999, places < 9 { (places, width) = (places + 1, width * 10) }
    return tick == 0 ? "0" : Decimals.text(tick / unit, places: places) + suffix
  }
}
