internal import CEpoll

/// What to be told about a descriptor. A hang-up or an error is always told.
public struct Interest: OptionSet, Hashable, Sendable {
  /// The kernel's bits, EPOLLIN and its kin.
  public let rawValue: UInt32

  /// Takes the kernel's bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// A read will not wait: octets, a connection to accept, or the end.
  public static var readable: Interest { Interest(rawValue: EPOLLIN.rawValue) }
  /// A write will not wait.
  public static var writable: Interest { Interest(rawValue: EPOLLOUT.rawValue) }
  /// The peer's FIN, told beside the octets that came before it.
  public static var peerEnds: Interest { Interest(rawValue: EPOLLRDHUP.rawValue) }
  /// Urgent octets, at whose border a read ends early.
  public static var urgent: Interest { Interest(rawValue: EPOLLPRI.rawValue) }
  /// All of it is told when something comes, and not again as long as that is there: the kernel does not look again at
  /// each wait. Who asks for it has to remember what was left.
  public static var onlyChanges: Interest { Interest(rawValue: EPOLLET.rawValue) }
}
