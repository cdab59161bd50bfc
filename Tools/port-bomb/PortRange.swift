/// Ports as people write them: "40000-40099".
enum PortRange {
  /// - Returns: nil when it is none, the lower is not first, or one is 0.
  static func read(_ text: String) -> ClosedRange<UInt16>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy { (48 ... 57).contains($0) } }),
      let low = UInt16(ends[0]), let high = UInt16(ends[1]), low > 0, low <= high
    else { return nil }
    return low ... high
  }
}
