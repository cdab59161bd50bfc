extension Duration {
  /// Whole nanoseconds, the unit of every clock here; the nearest that Int64 has.
  public var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, isTooFar) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflows) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
    guard isTooFar || overflows else { return sum }
    return seconds < 0 ? .min : .max
  }
}
