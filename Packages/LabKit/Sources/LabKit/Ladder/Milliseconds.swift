/// Times as people read them beside a ladder: milliseconds with three decimals.
enum Milliseconds {
  /// "12.345"; what is below a microsecond is cut.
  static func text(nanoseconds: Int64) -> String {
    let microseconds = nanoseconds.magnitude / 1000
    let fraction = String(microseconds % 1000)
    let zeros = String(repeating: "0", count: 3 - fraction.count)
    return "\(nanoseconds < 0 && microseconds > 0 ? "-" : "")\(microseconds / 1000).\(zeros)\(fraction)"
  }

  /// Nanoseconds from one moment to another, held at Int64's ends: a file may claim any moments.
  static func distance(from start: Int64, to end: Int64) -> Int64 {
    let (difference, overflow) = end.subtractingReportingOverflow(start)
    return overflow ? (end < start ? .min : .max) : difference
  }
}
