internal import CSocketShims
internal import Glibc

/// A program that this process started, and has to wait for.
///
/// Its descriptor becomes readable when it ends, so that a loop can watch it beside sockets. A child that goes out of
/// scope while it runs is killed and reaped: an early exit leaves nothing behind.
public struct ChildProcess: ~Copyable, Sendable {
  /// Its number, nobody else's until its ending was read.
  public let pid: CInt
  /// Readable from its end on: pidfd_open(2).
  public let descriptor: FileDescriptor
  private var known: Ending?

  /// How a process ended.
  public enum Ending: Hashable, Sendable {
    /// exit(3) with this status, 0 ... 255.
    case exited(Int)
    /// A signal killed it.
    case signalled(Signal)
  }

  /// What could not be done, and in which call.
  public struct SpawnError: Error, Hashable, Sendable, CustomStringConvertible {
    /// "execve", "setns", "fork", …
    public var step: String
    /// Why.
    public var errno: Errno
    /// "execve: No such file or directory"
    public var description: String { "\(step): \(errno)" }
  }

  /// Forks and executes.
  ///
  /// - Throws: `SpawnError`; then no child is left.
  public init(_ request: borrowing Spawn) throws(SpawnError) {
    var step: UnsafePointer<CChar>?
    let child: CInt
    do throws(Errno) {
      child = try SystemCall.run("execve", request.path) { request.withKernelForm { csocket_spawn(&$0, &step) } }
    } catch {
      throw SpawnError(step: step.map { String(cString: $0) } ?? "fork", errno: error)
    }
    let watch: CInt
    do throws(Errno) {
      watch = try SystemCall.run("pidfd_open", "\(child)") { csocket_pidfd_open(child) }
    } catch {
      Self.end(child)
      throw SpawnError(step: "pidfd_open", errno: error)
    }
    pid = child
    descriptor = FileDescriptor(owning: watch)
  }

  deinit {
    if known == nil { Self.end(pid) }
  }

  /// Sends it a signal; nothing happens after its ending was read.
  public borrowing func send(_ signal: Signal) {
    if known == nil { _ = kill(pid, signal.rawValue) }
  }

  /// How it ended.
  ///
  /// - Returns: nil while it runs.
  public mutating func ending() -> Ending? {
    if known == nil { known = Self.wait(pid, block: false) }
    return known
  }

  /// Waits for its end, for as long as that takes.
  public mutating func wait() -> Ending {
    let ending = known ?? Self.wait(pid, block: true) ?? .signalled(.kill)
    known = ending
    return ending
  }

  /// A child that is not ours any more, as after SIGCHLD is ignored, counts as killed.
  private static func wait(_ pid: CInt, block: Bool) -> Ending? {
    var (status, signal): (CInt, CInt) = (-1, -1)
    switch csocket_wait(pid, block ? 1 : 0, &status, &signal) {
    case 0: return nil
    case 1 where signal < 0: return .exited(Int(status))
    case 1: return .signalled(Signal(rawValue: signal))
    default: return .signalled(.kill)
    }
  }

  private static func end(_ pid: CInt) {
    _ = kill(pid, SIGKILL)
    _ = wait(pid, block: true)
  }
}
