extension Int64 {
  /// A sum that stops where Int64 does, for moments and distances in nanoseconds: a moment that a clock never comes to is
  /// still a moment.
  ///
  /// - Parameter other: what is added; below zero it is taken away.
  public func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflows) = addingReportingOverflow(other)
    guard overflows else { return sum }
    return other < 0 ? .min : .max
  }
}
