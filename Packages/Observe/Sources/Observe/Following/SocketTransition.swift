public import SocketKit

/// A kernel socket that was in one state when last looked at, and is in another now.
///
/// What happened in between shows only its end: SYN_SENT on loopback lasts some 30 µs, and no dump is that fast.
public struct SocketTransition: Hashable, Sendable {
  /// When the new state had been seen: the dump's end. The change happened before.
  public var observed: Timestamp
  /// When the dump before began: the change happened after. Nil when there was none, and the socket is simply there.
  public var since: Timestamp?
  /// Our end of it.
  public var local: SocketAddress
  /// The peer's end; port 0 for a listener.
  public var remote: SocketAddress
  /// The state before, or nil: it appeared.
  public var from: TCPSocketState?
  /// The state now, or nil: it is gone.
  public var to: TCPSocketState?
  /// The socket's number in /proc/PID/fd as last seen, or 0 when no process held it.
  public var inode: UInt64

  /// A transition from its parts.
  public init(
    observed: Timestamp, since: Timestamp?, local: SocketAddress, remote: SocketAddress, from: TCPSocketState?,
    to: TCPSocketState?, inode: UInt64 = 0
  ) {
    self.observed = observed
    self.since = since
    self.local = local
    self.remote = remote
    self.from = from
    self.to = to
    self.inode = inode
  }
}
