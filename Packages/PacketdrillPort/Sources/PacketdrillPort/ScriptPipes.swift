internal import Glibc

/// Pipes of the script: the kernel's own. What is spliced into one is written there, so that all else about it is true.
struct ScriptPipes {
  private var ends: Set<Int32> = []

  /// Makes one.
  ///
  /// - Returns: an errno, or 0.
  mutating func make(_ numbers: UnsafeMutablePointer<Int32>) -> Int32 {
    guard Glibc.pipe(numbers) == 0 else { return errno }
    ends.formUnion([numbers[0], numbers[1]])
    return 0
  }

  /// True for an end of a pipe of the script.
  func contains(_ number: Int32) -> Bool { ends.contains(number) }

  /// - Returns: true when it was an end of a pipe; the kernel's number is closed by the caller.
  mutating func close(_ number: Int32) -> Bool { ends.remove(number) != nil }
}
