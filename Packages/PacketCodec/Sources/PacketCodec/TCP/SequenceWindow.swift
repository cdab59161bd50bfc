/// A run of sequence space: `start` and the `count - 1` places behind it.
///
/// Source: RFC 9293 §3.4, §3.10.7.4.
public struct SequenceWindow: Hashable, Sendable {
  /// The longest run whose members all lie on one side of each other: 2³¹ − 1. TCP's own limit, 2³⁰, is lower
  /// (RFC 7323 §2.3).
  public static let maximumCount = Int(Int32.max)

  /// The first place.
  public let start: SequenceNumber
  /// How many places: 0 ... `maximumCount`.
  public let count: Int

  /// The `count` places from `start` on.
  ///
  /// - Precondition: `count` is 0 ... `maximumCount`.
  public init(start: SequenceNumber, count: Int) {
    precondition((0 ... Self.maximumCount).contains(count), "window of \(count) octets")
    self.start = start
    self.count = count
  }

  /// The first place behind the run.
  public var end: SequenceNumber { start + count }

  /// True when there is no place in it.
  public var isEmpty: Bool { count == 0 }

  /// True when `number` is one of the places.
  public func contains(_ number: SequenceNumber) -> Bool {
    (0 ..< count).contains(number.distance(from: start))
  }

  /// True when the two runs share a place. An empty run shares none.
  public func overlaps(_ other: SequenceWindow) -> Bool {
    !isEmpty && !other.isEmpty && (contains(other.start) || other.contains(start))
  }
}
