import Testing

@testable import LabKit

@Suite struct `An axis` {
  private func labels(_ values: [Double], _ count: Int = 5) -> [String] {
    let axis = Axis(over: values, count: count)
    return axis.ticks.map(axis.label)
  }

  @Test func `has round numbers on it`() {
    #expect(labels([0, 1]) == ["0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(labels([0, 0.0697]) == ["0", "0.02", "0.04", "0.06"])
    #expect(labels([3, 400_001]) == ["0", "100k", "200k", "300k", "400k"])
    #expect(labels([0, 12_000_000]) == ["0", "5M", "10M"])
    #expect(labels([-2, 2], 4) == ["-2", "-1", "0", "1", "2"])
  }

  @Test func `has room for nothing, for one value, and for what is no number`() {
    #expect(labels([]) == labels([0, 1]))
    #expect(labels([.nan, .infinity, 1]) == labels([0, 1]))
    let axis = Axis(over: [5], count: 5)
    #expect(axis.fraction(5) == 1 && axis.fraction(0) == 0 && axis.fraction(-9) == 0 && axis.fraction(.nan) == 0)
  }

  @Test(arguments: [1e-9, 1, 9.3e9, 1e16]) func `has few ticks however far it goes`(_ end: Double) {
    #expect(2 ... 7 ~= Axis(over: [0, end], count: 5).ticks.count)
  }
}

@Suite struct `A number with decimals` {
  @Test(arguments: [
    (0.0, 2, "0.00"), (1.005, 1, "1.0"), (-0.26, 1, "-0.3"), (12.0, 0, "12"), (0.000_001, 6, "0.000001"),
    (.nan, 1, "0.0"), (1e300, 0, "9223372036854775807"), (-1e300, 0, "-9223372036854775808"),
  ])
  func `is rounded, and held at Int64's ends`(number: Double, places: Int, text: String) {
    #expect(Decimals.text(number, places: places) == text)
  }
}
