import Histogram
import Testing

@Suite("The percentile text") struct PercentileTextTests {
  /// Its lines of numbers, column by column.
  private static func rows(_ histogram: Histogram, unit: Int64 = 1) -> [[Double]] {
    let lines = histogram.percentileText(unit: unit).split(separator: "\n").dropFirst()
    return lines.filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ").compactMap { Double($0) } }
  }

  @Test func `is the table that plotters read`() {
    var histogram = Histogram(range: 1 ... 1_000_000, digits: 3)
    for value in [1000, 2000, 2000, 10_000] as [Int64] { histogram.record(value) }
    #expect(
      histogram.percentileText(unit: 1000) == """
               Value     Percentile TotalCount 1/(1-Percentile)

               1.000 0.000000000000          1           1.00
               1.000 0.100000000000          1           1.11
               1.000 0.200000000000          1           1.25
               2.000 0.300000000000          3           1.43
               2.000 0.400000000000          3           1.67
               2.000 0.500000000000          3           2.00
               2.000 0.550000000000          3           2.22
               2.000 0.600000000000          3           2.50
               2.000 0.650000000000          3           2.86
               2.000 0.700000000000          3           3.33
               2.000 0.750000000000          3           4.00
              10.000 0.775000000000          4           4.44
              10.000 1.000000000000          4
        #[Mean    =        3.750, StdDeviation   =        3.631]
        #[Max     =       10.000, Total count    =            4]
        #[Buckets =           10, SubBuckets     =         2048]

        """)
  }

  @Test func `of nothing has only a head and a foot`() {
    #expect(
      Histogram(range: 1 ... 1000, digits: 2).percentileText() == """
               Value     Percentile TotalCount 1/(1-Percentile)

        #[Mean    =         0.00, StdDeviation   =         0.00]
        #[Max     =         0.00, Total count    =            0]
        #[Buckets =            3, SubBuckets     =          256]

        """)
  }

  @Test(arguments: Sample.all) func `rises in every column to the last value`(_ sample: Sample) throws {
    let histogram = sample.histogram(3)
    let rows = Self.rows(histogram)
    for column in 0 ..< 3 {
      #expect(zip(rows, rows.dropFirst()).allSatisfy { $0[column] <= $1[column] }, "column \(column)")
    }
    #expect(rows.last == [Double(try #require(histogram.maximum)), 1, Double(histogram.count)])
    for row in rows.dropLast() {
      let percentile = row[1] * 100
      #expect(Double(histogram.value(atPercentile: percentile) ?? -1) == row[0], "\(percentile)")
    }
  }
}
