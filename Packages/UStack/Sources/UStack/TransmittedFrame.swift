/// What the stack says of a frame it has written.
public struct TransmittedFrame: Hashable, Sendable {
  /// Octets appended to the output.
  public var count: Int

  /// A frame of so many octets.
  public init(count: Int) { self.count = count }
}
