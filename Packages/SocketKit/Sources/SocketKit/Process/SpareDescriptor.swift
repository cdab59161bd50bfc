/// A descriptor kept back for the moment when the process may have no more.
///
/// A connection that cannot be accepted stays in the queue, and its listener stays readable: the loop would spin, and
/// the client would wait for ever. With the spare one given up for a moment, it can be accepted and told.
public struct SpareDescriptor: ~Copyable, Sendable {
  private var file: FileDescriptor?

  /// Takes a place, if there is one.
  public init() { restore() }

  /// Takes a place again, if there is one.
  public mutating func restore() {
    if file == nil { file = try? FileDescriptor.open("/dev/null", .read) }
  }

  /// Gives the place up.
  ///
  /// - Returns: false when there was none to give.
  public mutating func release() -> Bool { file.take() != nil }
}
