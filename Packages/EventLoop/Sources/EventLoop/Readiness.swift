internal import CEpoll

/// One descriptor that has something to do now.
public struct Readiness: Hashable, Sendable {
  /// Whose.
  public let token: Token
  private let events: UInt32

  init(token: Token, events: UInt32) {
    self.token = token
    self.events = events
  }

  /// A read will not wait.
  public var isReadable: Bool { events & EPOLLIN.rawValue != 0 }

  /// There is something beside octets and room: urgent octets or the peer's end, where those were asked for, or a break. A
  /// read that leaves room may have left something to read then.
  public var isExceptional: Bool { events & ~(EPOLLIN.rawValue | EPOLLOUT.rawValue) != 0 }

  /// A write will not wait.
  public var isWritable: Bool { events & EPOLLOUT.rawValue != 0 }

  /// Both directions are over, or an error waits: the next read says which. Told without being asked for.
  public var isBroken: Bool { events & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 }
}
