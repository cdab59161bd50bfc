extension Histogram {
  /// The distribution as the text that HdrHistogram's plotters read (`.hgrm`): a line for each level of percentiles with
  /// the value there and how many values do not exceed it, then mean, deviation, maximum and count.
  ///
  /// - Parameter unit: what a value is divided by, 1 ...: 1000 turns nanoseconds into microseconds.
  /// - Returns: lines with a newline at the end; of an empty histogram only the head and the foot.
  ///
  /// Source: HdrHistogram, `outputPercentileDistribution`.
  public func percentileText(unit: Int64 = 1) -> String {
    precondition(unit > 0, "no unit")
    var text = Self.row("Value", "Percentile", "TotalCount", "1/(1-Percentile)") + "\n"
    if recorded > 0 { text += levels(unit) }
    func number(_ value: Double) -> String { FixedPoint.text(value / Double(unit), places: scale.digits, width: 12) }
    text += "#[Mean    = \(number(mean)), StdDeviation   = \(number(standardDeviation))]\n"
    text += "#[Max     = \(number(Double(maximum ?? 0))), Total count    = \(FixedPoint.text(recorded, width: 12))]\n"
    text += "#[Buckets = \(FixedPoint.text(scale.octaves, width: 12)), "
    text += "SubBuckets     = \(FixedPoint.text(scale.evenCounters, width: 12))]\n"
    return text
  }

  private func levels(_ unit: Int64) -> String {
    var (text, level, sum) = ("", PercentileLevels(), 0)
    for index in counters.indices where counters[index] != 0 {
      sum += counters[index]
      let value = FixedPoint.text(Double(value(at: index)) / Double(unit), places: scale.digits, width: 0)
      // The last counter reaches every level: one line of them is enough.
      var isWritten = false
      while !(sum == recorded && isWritten), Double(recorded - sum) <= Double(recorded) * level.above {
        let percentile = FixedPoint.text(1 - level.above, places: 12, width: 0)
        text += Self.row(value, percentile, "\(sum)", FixedPoint.text(1 / level.above, places: 2, width: 0))
        level.advance()
        isWritten = true
      }
      if sum == recorded { text += Self.row(value, "1.000000000000", "\(sum)", nil) }
    }
    return text
  }

  private static func row(_ value: String, _ percentile: String, _ total: String, _ inverse: String?) -> String {
    let columns = [FixedPoint.padded(value, 12), FixedPoint.padded(percentile, 14), FixedPoint.padded(total, 10)]
    let last = inverse.map { [FixedPoint.padded($0, 14)] } ?? []
    return (columns + last).joined(separator: " ") + "\n"
  }
}

extension HistogramScale {
  /// Octaves, the even part counted as one.
  var octaves: Int { max(1, (counters - 1) >> octaveBits) }

  /// Counters of the even part.
  var evenCounters: Int { 2 << octaveBits }
}
