extension Array {
  /// The first index, `start` or later, whose element has passed a limit that those before it have not: one look for each
  /// halving.
  ///
  /// - Parameters:
  ///   - start: where to begin: 0 ... `count`.
  ///   - hasPassed: false for all elements up to some place, and true behind it.
  /// - Returns: `count` when none has.
  @inline(__always)
  func firstIndex(from start: Int = 0, inOrderWhere hasPassed: (Element) -> Bool) -> Int {
    var (low, high) = (start, count)
    while low < high {
      let middle = (low + high) / 2
      if hasPassed(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
