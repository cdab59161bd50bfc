internal import Synchronization

/// A bit for each connection that an application's thread touched. Any number of marks take no more room than one of each,
/// so there is nothing to overflow.
final class Marks: Sendable {
  private final class Word: Sendable {
    let bits = Atomic<UInt64>(0)
  }

  private let words: [Word]

  /// None is marked.
  ///
  /// - Parameter count: places, 1 ...
  init(count: Int) { words = (0 ..< (count + 63) / 64).map { _ in Word() } }

  /// Marks a place.
  func mark(_ place: Int) {
    words[place / 64].bits.bitwiseOr(1 << UInt64(place % 64), ordering: .sequentiallyConsistent)
  }

  /// Whether any is marked.
  var isEmpty: Bool { words.allSatisfy { $0.bits.load(ordering: .sequentiallyConsistent) == 0 } }

  /// Takes all marks away.
  ///
  /// - Parameter body: called with each place that had one.
  func take(_ body: (Int) -> Void) {
    for (index, word) in words.enumerated() where word.bits.load(ordering: .sequentiallyConsistent) != 0 {
      var bits = word.bits.exchange(0, ordering: .sequentiallyConsistent)
      while bits != 0 {
        body(index * 64 + bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
  }
}
