public import SocketKit

/// Why a tool stops, with the sentence that a person reads and the status that a script reads.
public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What the process exits with.
  public var status: ExitStatus
  /// "what: why", without the tool's name, which `Tool.main` puts before it.
  public var message: String

  /// A failure with its sentence, such as `Failure(.unavailable, "dumpcap: not installed")`.
  public init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  /// The message.
  public var description: String { message }
}

extension Failure {
  /// A system call that failed.
  ///
  /// - Parameters:
  ///   - errno: what it left.
  ///   - doing: the call and what it worked on, such as "bind 0.0.0.0:80".
  ///   - capability: what the process lacks when the kernel says EPERM or EACCES, such as "CAP_NET_RAW"; named in the
  ///     message then, and only then.
  /// - Returns: status 77 for EPERM and EACCES, otherwise 71.
  public init(errno: Errno, doing: String, needs capability: String? = nil) {
    let denied = errno == .notPermitted || errno == .permissionDenied
    let missing = denied ? capability.map { " (needs \($0))" } ?? "" : ""
    self.init(denied ? .noPermission : .system, "\(doing): \(errno)\(missing)")
  }
}

extension Failure {
  /// A name without an address: status 69.
  public init(_ error: HostPort.ResolutionError) { self.init(.unavailable, error.description) }

  /// A program that could not be started: 77 when a permission is missing, otherwise 71.
  ///
  /// - Parameter program: its name.
  public init(_ error: ChildProcess.SpawnError, starting program: String) {
    self.init(errno: error.errno, doing: "\(program): \(error.step)")
  }
}
