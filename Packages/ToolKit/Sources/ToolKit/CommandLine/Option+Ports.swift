extension Option {
  /// A range of ports: `--ports 40000-40099`; nil, the default, leaves it to the kernel.
  ///
  /// - Parameters:
  ///   - help: what it does, beginning small, without a full stop.
  ///   - field: what it sets.
  public static func ports(
    _ help: String, _ field: any WritableKeyPath<Options, ClosedRange<UInt16>?> & Sendable
  ) -> Option {
    custom(
      nil, "ports", "LOW-HIGH", accepted: "two ports, 1 ... 65535, the lower first", help, field, range: "1 ... 65535",
      show: { $0.map { "\($0.lowerBound)-\($0.upperBound)" } }, read: { portRange($0).map { .some($0) } })
  }

  /// - Returns: nil when it is none, the lower is not first, or one is 0.
  private static func portRange(_ text: String) -> ClosedRange<UInt16>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy { (48 ... 57).contains($0) } }),
      let low = UInt16(ends[0]), let high = UInt16(ends[1]), low > 0, low <= high
    else { return nil }
    return low ... high
  }
}
