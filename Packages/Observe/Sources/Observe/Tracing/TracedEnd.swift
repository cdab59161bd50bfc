/// The end of a process.
public struct TracedEnd: Hashable, Sendable {
  /// How it came.
  public enum Cause: Hashable, Sendable {
    /// exit(3) with this status.
    case exited(Int)
    /// Killed by this signal, such as "SIGKILL".
    case killed(String)
  }

  /// How it came.
  public var cause: Cause
  /// When: CLOCK_REALTIME, nanoseconds.
  public var nanoseconds: Int64
  /// Whose.
  public var process: Int32

  /// An end from its parts.
  public init(cause: Cause, nanoseconds: Int64, process: Int32) {
    self.cause = cause
    self.nanoseconds = nanoseconds
    self.process = process
  }
}
