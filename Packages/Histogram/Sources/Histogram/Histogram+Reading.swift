extension Histogram {
  /// Values recorded.
  public var count: Int { recorded }

  /// The smallest value, exactly; nil without any.
  public var minimum: Int64? { recorded == 0 ? nil : least }

  /// The largest value, exactly; nil without any.
  public var maximum: Int64? { recorded == 0 ? nil : greatest }

  /// The value that so many of all do not exceed.
  ///
  /// - Parameter percentile: 0 ... 100; 0 asks for the first value, 100 for the last.
  /// - Returns: the largest value of the counter in which the rank ⌈percentile · count / 100⌉ lies, and no more than
  ///   `maximum`: never less than the true one, and less than max(range.lowerBound, value / 10^digits) more. Nil without
  ///   any.
  public func value(atPercentile percentile: Double) -> Int64? {
    guard recorded > 0 else { return nil }
    // A hair less: in binary, 99.9 % of 1000 is more than 999, and would be rounded up to another rank.
    let share = min(max(percentile, 0), 100) / 100 * (1 - 1e-12)
    let place = share * Double(recorded)
    let rank = max(1, Int(place) + (Double(Int(place)) < place ? 1 : 0))
    var sum = 0
    for (index, counter) in counters.enumerated() {
      sum &+= counter
      if sum >= rank { return value(at: index) }
    }
    return greatest
  }

  /// What a counter stands for when one value has to be named.
  func value(at index: Int) -> Int64 { min(scale.values(at: index).upperBound, greatest) }

  /// The mean; 0 without any. Its error is that of the values.
  public var mean: Double {
    guard recorded > 0 else { return 0 }
    return sum { $0 } / Double(recorded)
  }

  /// The standard deviation of all that was recorded; 0 without any.
  public var standardDeviation: Double {
    guard recorded > 0 else { return 0 }
    let mean = mean
    return Self.root(of: sum { ($0 - mean) * ($0 - mean) } / Double(recorded))
  }

  /// By Newton's method, from above: a build without optimisation calls the C library for `squareRoot`, and a program
  /// that imports this package alone links none of its mathematics.
  private static func root(of square: Double) -> Double {
    guard square > 0 else { return 0 }
    var root = max(square, 1)
    while true {
      let next = (root + square / root) / 2
      guard next < root else { return root }
      root = next
    }
  }

  /// - Parameter term: of the middle of a counter's values.
  private func sum(_ term: (Double) -> Double) -> Double {
    var sum = 0.0
    for (index, counter) in counters.enumerated() where counter != 0 {
      let values = scale.values(at: index)
      let middle = (Double(max(values.lowerBound, least)) + Double(min(values.upperBound, greatest))) / 2
      sum += Double(counter) * term(middle)
    }
    return sum
  }
}
