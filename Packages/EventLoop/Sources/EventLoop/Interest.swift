internal import CEpoll

/// What to be told about a descriptor. A hang-up or an error is always told.
public struct Interest: OptionSet, Hashable, Sendable {
  /// The kernel's bits, EPOLLIN and EPOLLOUT.
  public let rawValue: UInt32

  /// Takes the kernel's bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// A read will not wait: octets, a connection to accept, or the end.
  public static var readable: Interest { Interest(rawValue: EPOLLIN.rawValue) }
  /// A write will not wait.
  public static var writable: Interest { Interest(rawValue: EPOLLOUT.rawValue) }
}
