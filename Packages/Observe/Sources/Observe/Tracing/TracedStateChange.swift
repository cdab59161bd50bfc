public import SocketKit

/// A change of a TCP socket's state as the kernel told it at the moment it was made, in whichever network namespace.
///
/// Source: Linux, include/trace/events/sock.h, inet_sock_set_state.
public struct TracedStateChange: Hashable, Sendable {
  /// CLOCK_MONOTONIC, cut to whole microseconds. The kernel tells of it just before it does it.
  public var nanoseconds: Int64
  /// Our end of it; port 0 for one that connects and has none yet.
  public var local: SocketAddress
  /// The peer's end; port 0 for a listener.
  public var remote: SocketAddress
  /// The state before; `.closed` for a socket that begins.
  public var from: TCPSocketState
  /// The state after; `.closed` also for one that goes on as the smaller object of TIME_WAIT.
  public var to: TCPSocketState

  /// A change from its parts.
  public init(
    nanoseconds: Int64, local: SocketAddress, remote: SocketAddress, from: TCPSocketState, to: TCPSocketState
  ) {
    self.nanoseconds = nanoseconds
    self.local = local
    self.remote = remote
    self.from = from
    self.to = to
  }
}
