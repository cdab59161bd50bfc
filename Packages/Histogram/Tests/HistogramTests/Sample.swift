import Histogram
import Testing

/// Values of every size, the same in each run of a test.
struct Sample: CustomTestStringConvertible {
  var seed: UInt64
  var count: Int
  var highest: Int64

  var testDescription: String { "\(count) up to \(highest)" }

  /// As many small ones as large ones, by the number of their binary digits.
  var values: [Int64] {
    var generator = Generator(state: seed)
    let most = 64 - highest.leadingZeroBitCount
    return (0 ..< count).map { _ in
      let bits = Int.random(in: 0 ... most, using: &generator)
      return min(highest, Int64.random(in: 0 ... (1 << Int64(bits) - 1), using: &generator))
    }
  }

  static let all = [
    Sample(seed: 1, count: 1, highest: 1000), Sample(seed: 2, count: 2, highest: 1 << 40),
    Sample(seed: 3, count: 999, highest: 60_000_000_000), Sample(seed: 4, count: 10_000, highest: 1 << 45),
    Sample(seed: 5, count: 5000, highest: 5),
  ]

  func histogram(_ digits: Int) -> Histogram {
    var histogram = Histogram(range: 1 ... highest, digits: digits)
    for value in values { histogram.record(value) }
    return histogram
  }
}

/// A linear congruential generator with its high half turned over the low one.
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 32
  }
}
