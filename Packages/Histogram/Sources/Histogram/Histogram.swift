/// How often each value came, in a fixed number of counters, with an error that is a fixed part of the value.
///
/// Its memory is made once and hangs on the range and the digits only: 27,400 counters, 214 KiB, tell nanoseconds from
/// one to a minute apart by three digits. Recording is a shift, an addition and a comparison, whatever was recorded before.
///
///     var latencies = Histogram(range: 1 ... 60_000_000_000, digits: 3)
///     latencies.record(183_211)
///     latencies.value(atPercentile: 99)
///
/// Source: Tene, HdrHistogram.
public struct Histogram: Hashable, Sendable {
  /// Which values a counter counts.
  public let scale: HistogramScale

  @usableFromInline var counters: [Int]
  @usableFromInline var recorded = 0
  @usableFromInline var least = Int64.max
  @usableFromInline var greatest: Int64 = -1

  /// One that has recorded nothing.
  ///
  /// - Parameters:
  ///   - range: as of `HistogramScale.init`.
  ///   - digits: 1 ... 5.
  public init(range: ClosedRange<Int64>, digits: Int) {
    scale = HistogramScale(range: range, digits: digits)
    counters = [Int](repeating: 0, count: scale.counters)
  }

  /// Counts a value.
  ///
  /// - Parameter value: any; below 0 it counts as 0, above the range as the range's upper end, so that what was measured
  ///   wrong or for too long is not lost.
  @inlinable
  public mutating func record(_ value: Int64) {
    let held = min(max(value, 0), scale.range.upperBound)
    counters[scale.index(of: held)] &+= 1
    recorded &+= 1
    if held < least { least = held }
    if held > greatest { greatest = held }
  }

  /// Counts all that another has counted, as if it had been recorded here.
  ///
  /// - Parameter other: of the same scale; another traps.
  public mutating func merge(_ other: Histogram) {
    precondition(scale == other.scale, "histograms of two scales")
    for index in counters.indices where other.counters[index] != 0 { counters[index] &+= other.counters[index] }
    recorded &+= other.recorded
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
  }

  /// Forgets everything; the memory stays.
  public mutating func removeAll() {
    for index in counters.indices { counters[index] = 0 }
    recorded = 0
    least = .max
    greatest = -1
  }
}
