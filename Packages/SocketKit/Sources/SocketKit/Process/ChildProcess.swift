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

    /// One made of its parts.
    public init(step: String, errno: Errno) {
      self.step = step
      self.errno = errno
    }

    /// "execve: No such file or directory"
    public var description: String { "\(step): \(errno)" }
  }

  /// Forks and executes.
  ///
  /// - Throws: `SpawnError`; then no child is left. Its step is "execve" with `.noSuchFile` when there is no such program,
  ///   and `.invalidArgument` when a text has a NUL, which would cut it short on the way. It is "pidfd_open" with
  ///   `.noSuchProcess` for a program that ended at once where SIGCHLD is ignored and so nobody had to wait for it.
  public init(_ request: borrowing Spawn) throws(SpawnError) {
    guard !request.hasNUL else { throw SpawnError(step: "execve", errno: .invalidArgument) }
    var step: UnsafePointer<CChar>?
    let child: CInt
    do throws(Errno) {
      child = try SystemCall.run("execve", request.path) { request.withKernelForm { csocket_spawn(&$0, &step) } }
    } catch {
      throw SpawnError(step: step.map { String(cString: $0) } ?? "fork", errno: error)
    }
    do throws(Errno) {
      descriptor = try .process(child)
    } catch {
      csocket_end(child)
      throw SpawnError(step: "pidfd_open", errno: error)
    }
    pid = child
  }

  deinit {
    guard known == nil else { return }
    Self.send(.kill, to: descriptor)
    _ = Self.ending(of: descriptor, block: true)
  }

  /// Sends it a signal; nothing happens after its ending was read.
  public borrowing func send(_ signal: Signal) {
    if known == nil { Self.send(signal, to: descriptor) }
  }

  /// How it ended.
  ///
  /// - Returns: nil while it runs.
  public mutating func ending() -> Ending? {
    if known == nil { known = Self.ending(of: descriptor, block: false) }
    return known
  }

  /// Waits for its end, for as long as that takes.
  public mutating func wait() -> Ending {
    let ending = known ?? Self.ending(of: descriptor, block: true) ?? .signalled(.kill)
    known = ending
    return ending
  }

  /// Lets it run on without us: it is neither waited for nor killed when this value goes. Whoever started us reaps it.
  public consuming func letGo() { known = .exited(0) }

  // Both by descriptor: where SIGCHLD is ignored the kernel reaps by itself, and the pid may be somebody else's by now.

  private static func send(_ signal: Signal, to child: borrowing FileDescriptor) {
    try? child.signalProcess(signal)
  }

  /// A child that is not ours any more, as after SIGCHLD is ignored, counts as killed.
  private static func ending(of child: borrowing FileDescriptor, block: Bool) -> Ending? {
    let number = child.rawValue
    var (status, signal): (CInt, CInt) = (-1, -1)
    do throws(Errno) {
      let ended = try SystemCall.run("waitid", on: number, block ? "WEXITED" : "WEXITED|WNOHANG") {
        csocket_wait(number, block ? 1 : 0, &status, &signal)
      }
      guard ended == 1 else { return nil }
      return signal < 0 ? .exited(Int(status)) : .signalled(Signal(rawValue: signal))
    } catch {
      return .signalled(.kill)
    }
  }
}
