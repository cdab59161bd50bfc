/// Which way a segment of a conversation goes.
public enum Direction: Hashable, Sendable {
  /// From the end that opened to the end that was asked.
  case toServer
  /// The other way.
  case toClient

  /// The other one.
  public var reversed: Direction { self == .toServer ? .toClient : .toServer }
}
