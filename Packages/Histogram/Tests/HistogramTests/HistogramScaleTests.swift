import Histogram
import Testing

@Suite("A histogram's scale") struct HistogramScaleTests {
  private static let ranges: [ClosedRange<Int64>] = [
    1 ... 1, 1 ... 2000, 1 ... 60_000_000_000, 1000 ... 3_600_000_000_000, 3 ... 1_000_000, 1 << 61 ... 1 << 62,
  ]

  @Test(arguments: ranges, [1, 2, 3, 5])
  func `has a counter for every value, one behind the other, without gaps`(_ range: ClosedRange<Int64>, _ digits: Int) {
    let scale = HistogramScale(range: range, digits: digits)
    var next: Int64 = 0
    for index in 0 ..< scale.counters {
      let values = scale.values(at: index)
      guard values.lowerBound == next, scale.index(of: values.lowerBound) == index,
        index == scale.counters - 1 || scale.index(of: values.upperBound) == index
      else {
        Issue.record("counter \(index) has \(values), and \(next) was next")
        return
      }
      next = values.upperBound + 1
    }
    #expect(next > range.upperBound)
    #expect(scale.index(of: range.upperBound) == scale.counters - 1)
  }

  @Test(arguments: ranges, [1, 2, 3, 4])
  func `keeps its digits of every value, down to the range's lower end`(_ range: ClosedRange<Int64>, _ digits: Int) {
    let scale = HistogramScale(range: range, digits: digits)
    let power = (0 ..< digits).reduce(1 as Int64) { power, _ in power * 10 }
    for index in 0 ..< scale.counters {
      let values = scale.values(at: index)
      let width = values.upperBound - values.lowerBound + 1
      guard width <= max(range.lowerBound, values.lowerBound / power) else {
        Issue.record("\(values) is one counter")
        return
      }
    }
  }

  @Test func `reaches 2⁶², and tells its numbers apart by one digit`() {
    let scale = HistogramScale(range: 1 ... 1 << 62, digits: 1)
    #expect(scale.values(at: scale.index(of: 1 << 62)).contains(1 << 62))
    #expect(scale.counters == scale.index(of: 1 << 62) + 1)
  }

  @Test func `takes no more memory than the logarithm of its range`() {
    #expect(HistogramScale(range: 1 ... 60_000_000_000, digits: 3).counters == 27_389)
    #expect(HistogramScale(range: 1 ... 1 << 62, digits: 1).counters <= 1000)
  }
}
