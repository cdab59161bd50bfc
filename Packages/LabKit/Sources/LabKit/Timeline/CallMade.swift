public import SocketKit

/// A system call, from its entry to its return.
public struct CallMade: Hashable, Sendable {
  /// Its name in section 2 of the manual.
  public var name: String
  /// The descriptor it worked on.
  public var descriptor: Int?
  /// Its other arguments, as a person writes them.
  public var arguments: String
  /// What it returned; −1 when it failed.
  public var result: Int
  /// Why it failed, as a name such as "ECONNREFUSED".
  public var error: String?
  /// From entry to return, nanoseconds.
  public var durationNanoseconds: Int64
  /// Who made it.
  public var process: Int
  /// Our end of the connection that the descriptor is, where whoever watched knows it without asking the calls before.
  public var local: SocketAddress?
  /// The peer's end, likewise; nil for a listener.
  public var remote: SocketAddress?

  /// A call from its parts.
  public init(
    name: String, descriptor: Int?, arguments: String, result: Int, error: String?, durationNanoseconds: Int64,
    process: Int, local: SocketAddress? = nil, remote: SocketAddress? = nil
  ) {
    self.name = name
    self.descriptor = descriptor
    self.arguments = arguments
    self.result = result
    self.error = error
    self.durationNanoseconds = durationNanoseconds
    self.process = process
    self.local = local
    self.remote = remote
  }
}

extension CallMade {
  /// True when it came to nothing for good. A call on a descriptor that does not block says by an error that it is not
  /// done yet: that is its way, and no failure. Nor is a call that a signal broke off: it is made again.
  public var hasFailed: Bool { error.map { !Self.notYet.contains($0) } ?? false }

  private static let notYet: Set = [
    "EAGAIN", "EALREADY", "EINPROGRESS", "EINTR", "ERESTARTSYS", "ERESTARTNOINTR", "ERESTARTNOHAND",
    "ERESTART_RESTARTBLOCK",
  ]
}

extension CallMade: CustomStringConvertible {
  /// As strace would write it, shorter: "connect(5, 10.0.0.2:80) = EINPROGRESS".
  public var description: String {
    let inside = [descriptor.map(String.init), arguments.isEmpty ? nil : arguments].compactMap { $0 }
    return "\(name)(\(inside.joined(separator: ", "))) = \(error ?? "\(result)")"
  }
}
