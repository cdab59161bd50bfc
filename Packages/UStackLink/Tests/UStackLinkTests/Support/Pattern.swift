import Testing

/// Octets without an end, in which each place can be told from those near it: what is lost, doubled or moved is found.
struct Pattern: Sendable {
  /// A prime, so that no buffer's length divides it.
  private static let period = 65_521
  /// Twice, so that a piece need not be put together.
  private let octets: [UInt8]

  /// The one there is.
  static let shared = Pattern()

  private init() {
    let once = (0 ..< Self.period).map { UInt8(truncatingIfNeeded: ($0 * 2_654_435_761) >> 16) }
    octets = once + once
  }

  struct Mismatch: Error, CustomStringConvertible {
    let place: Int
    var description: String { "not what was sent, within the octets from \(place)" }
  }

  /// Some octets from a place on, at least one.
  func piece(from place: Int, atMost count: Int) -> ArraySlice<UInt8> {
    let start = place % Self.period
    return octets[start ..< start + min(count, Self.period)]
  }

  func check(_ found: ArraySlice<UInt8>, from place: Int) throws {
    var done = 0
    while done < found.count {
      let expected = piece(from: place + done, atMost: found.count - done)
      guard found.dropFirst(done).prefix(expected.count) == expected else { throw Mismatch(place: place + done) }
      done += expected.count
    }
  }
}
