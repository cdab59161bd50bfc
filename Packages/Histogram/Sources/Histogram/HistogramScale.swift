/// How a histogram sorts values into counters: evenly as far as it is exact, then in octaves of as many counters each.
///
/// The width of a counter doubles from one octave to the next, so that it stays the same part of the values that it
/// counts: that part is the error, and the number of counters hangs on the logarithm of the range only.
///
/// Source: Tene, HdrHistogram, "log-linear" bucketing.
public struct HistogramScale: Hashable, Sendable {
  /// The smallest difference that is told apart, and the largest value.
  public let range: ClosedRange<Int64>
  /// Significant decimal digits that are kept of a value.
  public let digits: Int

  /// Binary digits that are left out of every value.
  @usableFromInline let unitBits: Int
  /// An octave has 2 to this counters.
  @usableFromInline let octaveBits: Int
  /// All bits of the values that are counted evenly.
  @usableFromInline let evenMask: Int64

  /// A scale.
  ///
  /// - Parameters:
  ///   - range: 1 ... at most 2⁶²; what is finer than the lower end is not told apart.
  ///   - digits: 1 ... 5.
  public init(range: ClosedRange<Int64>, digits: Int) {
    precondition((1 ... 5).contains(digits), "digits beyond 1 ... 5")
    precondition(range.lowerBound >= 1 && range.upperBound <= 1 << 62, "range beyond 1 ... 2⁶²")
    self.range = range
    self.digits = digits
    var distinct: Int64 = 1
    for _ in 0 ..< digits { distinct *= 10 }
    octaveBits = 64 - (distinct - 1).leadingZeroBitCount
    // Also with an upper end of 2⁶² the mask is below 2⁶³.
    unitBits = min(63 - range.lowerBound.leadingZeroBitCount, 61 - octaveBits)
    evenMask = 1 << Int64(octaveBits + 1 + unitBits) - 1
  }

  /// How many counters there are.
  public var counters: Int { index(of: range.upperBound) + 1 }

  /// The counter of a value.
  ///
  /// - Parameter value: 0 ... the range's upper end.
  @inlinable
  public func index(of value: Int64) -> Int {
    // Nothing here can overflow, and no shift is as wide as the number: recording costs no checks.
    let octave = 63 &- (value | evenMask).leadingZeroBitCount &- octaveBits &- unitBits
    return octave &<< octaveBits &+ Int(value &>> Int64(octave &+ unitBits))
  }

  /// The values of a counter.
  ///
  /// - Parameter index: 0 ..< `counters`.
  /// - Returns: at most max(range.lowerBound, lowest / 10^digits) of them.
  public func values(at index: Int) -> ClosedRange<Int64> {
    let octave = max(0, index >> octaveBits - 1)
    let lowest = Int64(index - octave << octaveBits) << Int64(octave + unitBits)
    return lowest ... lowest + (1 << Int64(octave + unitBits) - 1)
  }
}
