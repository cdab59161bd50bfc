/// A connection as the application names it. It names no other after the connection was closed.
public struct ConnectionID: Hashable, Sendable {
  /// Where it stands in the table.
  let slot: Int
  /// How often that place was taken.
  let generation: UInt32
}

/// A listener as the application names it.
public struct ListenerID: Hashable, Sendable {
  /// Where it stands in the table.
  let index: Int
  /// How often that place was taken.
  let generation: UInt32
}
