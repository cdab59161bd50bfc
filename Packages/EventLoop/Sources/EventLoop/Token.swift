/// What readiness carries instead of a descriptor: a place in a table, and which of its successive tenants is meant.
///
/// Descriptors are reused at once, so an event that was fetched before a close could reach the connection that came
/// after it. A token cannot: the place has another generation by then.
public struct Token: Hashable, Sendable {
  /// The place in the table.
  public let index: UInt32
  /// Which tenant; odd while one lives there (`SlotTable`), 0 for a fixed token.
  public let generation: UInt32

  /// A token made of its parts.
  @inlinable
  public init(index: UInt32, generation: UInt32) {
    self.index = index
    self.generation = generation
  }

  /// A token for one of the few descriptors that live as long as their loop: a listener, a signal descriptor.
  ///
  /// No `SlotTable` gives it, because there 0 is no living generation.
  @inlinable
  public static func fixed(_ number: UInt8) -> Token { Token(index: UInt32(number), generation: 0) }
}

extension Token: RawRepresentable {
  /// The form in which the kernel and a `TimerWheel` carry it.
  @inlinable public var rawValue: UInt64 { UInt64(generation) << 32 | UInt64(index) }

  /// Takes any number; one that no table gave belongs to nobody.
  @inlinable
  public init(rawValue: UInt64) {
    self.init(index: UInt32(truncatingIfNeeded: rawValue), generation: UInt32(truncatingIfNeeded: rawValue >> 32))
  }
}
