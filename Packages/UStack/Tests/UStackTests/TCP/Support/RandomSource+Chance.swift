@testable import UStack

extension RandomSource {
  /// True `times` times in `all`.
  mutating func chance(_ times: Int, in all: Int) -> Bool { Int(next() % UInt64(all)) < times }

  /// A number of the range, each order of magnitude as likely as the next.
  mutating func number(about range: ClosedRange<Int>) -> Int {
    let span = range.upperBound / max(1, range.lowerBound)
    let doublings = UInt64.bitWidth - UInt64(span).leadingZeroBitCount
    let ceiling = min(range.upperBound, max(1, range.lowerBound) << Int.random(in: 0 ... doublings, using: &self))
    return Int.random(in: range.lowerBound ... max(range.lowerBound, ceiling), using: &self)
  }

  /// True so many times in a million.
  mutating func chance(perMillion: Int) -> Bool { perMillion > 0 && Int(next() % 1_000_000) < perMillion }
}
