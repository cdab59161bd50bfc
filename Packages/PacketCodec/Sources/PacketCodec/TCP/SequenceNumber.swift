/// A place in one direction of a TCP octet stream, modulo 2³².
///
/// There is no `<`: on a circle "before" has a meaning only between places less than half the circle apart, and it is
/// not transitive. The question is spelled `precedes(_:)`; membership is asked of a `SequenceWindow`.
///
/// Source: RFC 9293 §3.4.
public struct SequenceNumber: Hashable, Sendable {
  /// The number on the wire.
  public var rawValue: UInt32

  /// The place with this number; every number is one.
  @inlinable
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// The place `count` octets on, or back when negative; the circle wraps, so any `count` has a result.
  public static func + (start: SequenceNumber, count: Int) -> SequenceNumber {
    SequenceNumber(start.rawValue &+ UInt32(truncatingIfNeeded: count))
  }

  /// Moves `count` octets on.
  public static func += (start: inout SequenceNumber, count: Int) { start = start + count }

  /// Octets from `other` to this place by the shorter way: −2³¹ ..< 2³¹, negative when this one comes first.
  ///
  /// Just opposite each other, both ways are equally long; the result is −2³¹ from either side.
  public func distance(from other: SequenceNumber) -> Int {
    Int(Int32(bitPattern: rawValue &- other.rawValue))
  }

  /// True when this place comes before `other`, by the shorter way. A place does not precede itself.
  public func precedes(_ other: SequenceNumber) -> Bool { distance(from: other) < 0 }
}

extension SequenceNumber: CustomStringConvertible {
  /// The number in decimal.
  public var description: String { "\(rawValue)" }
}
