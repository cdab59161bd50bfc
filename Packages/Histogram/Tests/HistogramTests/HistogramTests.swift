import Histogram
import Testing

@Suite("A histogram") struct HistogramTests {
  private static let percentiles: [Double] = [0, 0.1, 1, 33.3, 50, 90, 99, 99.9, 99.99, 100]

  /// 10 to this.
  private static func power(_ digits: Int) -> Int64 { (0 ..< digits).reduce(1) { power, _ in power * 10 } }

  @Test(arguments: Sample.all, [1, 2, 3, 4])
  func `names percentiles not below the true value, and less than its last digit above`(_ sample: Sample, _ digits: Int)
  {
    let (histogram, sorted) = (sample.histogram(digits), sample.values.sorted())
    for percentile in Self.percentiles {
      // In whole thousandths there is no rounding: the rank is exact.
      let thousandths = Int((percentile * 1000).rounded())
      let rank = max(1, (thousandths * sorted.count + 99_999) / 100_000)
      let (found, exact) = (histogram.value(atPercentile: percentile)!, sorted[rank - 1])
      #expect(found >= exact, "\(percentile)")
      #expect(found - exact <= exact / Self.power(digits), "\(percentile): \(found) for \(exact)")
    }
  }

  @Test(arguments: Sample.all)
  func `knows count, minimum and maximum exactly, and the mean as well as the values`(_ sample: Sample) {
    let (histogram, values) = (sample.histogram(3), sample.values)
    #expect(histogram.count == values.count)
    #expect(histogram.minimum == values.min())
    #expect(histogram.maximum == values.max())
    #expect(histogram.value(atPercentile: 100) == values.max())
    let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
    #expect(abs(histogram.mean - mean) <= mean / 1000)
    let variance = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(values.count)
    #expect(abs(histogram.standardDeviation - variance.squareRoot()) <= mean / 500)
  }

  @Test(arguments: Sample.all) func `is the same whether workers count and merge, or one counts all`(_ sample: Sample) {
    var parts = [Histogram](repeating: Histogram(range: 1 ... sample.highest, digits: 3), count: 3)
    for (index, value) in sample.values.enumerated() { parts[index % 3].record(value) }
    var whole = parts[2]
    whole.merge(parts[0])
    whole.merge(parts[1])
    #expect(whole == sample.histogram(3))
  }

  @Test func `is as new when everything is removed`() {
    var histogram = Sample.all[2].histogram(3)
    histogram.removeAll()
    #expect(histogram == Histogram(range: 1 ... Sample.all[2].highest, digits: 3))
    #expect(histogram.minimum == nil && histogram.maximum == nil && histogram.value(atPercentile: 50) == nil)
    #expect(histogram.mean == 0 && histogram.standardDeviation == 0)
  }

  @Test func `holds what is beyond its range at the range's ends`() {
    var histogram = Histogram(range: 1 ... 1000, digits: 2)
    for value in [Int64.min, -1, 1001, .max] { histogram.record(value) }
    #expect(histogram.count == 4)
    #expect(histogram.minimum == 0 && histogram.maximum == 1000)
    #expect(histogram.value(atPercentile: 50) == 0)
    #expect(histogram.value(atPercentile: 51) == 1000)
  }

  @Test func `takes a percentile beyond 0 and 100 for the nearer end`() {
    var histogram = Histogram(range: 1 ... 1000, digits: 3)
    for value in 1 ... 1000 as ClosedRange<Int64> { histogram.record(value) }
    #expect(histogram.value(atPercentile: -5) == 1 && histogram.value(atPercentile: 0) == 1)
    #expect(histogram.value(atPercentile: 105) == 1000)
    // 0.999 · 1000 is more than 999 in binary.
    #expect(histogram.value(atPercentile: 99.9) == 999)
  }
}
