/// A signal that a thread got.
public struct TracedSignal: Hashable, Sendable {
  /// "SIGCHLD".
  public var name: String
  /// When: CLOCK_REALTIME, nanoseconds.
  public var nanoseconds: Int64
  /// Whose it is.
  public var process: Int32

  /// A signal from its parts.
  public init(name: String, nanoseconds: Int64, process: Int32) {
    self.name = name
    self.nanoseconds = nanoseconds
    self.process = process
  }
}
