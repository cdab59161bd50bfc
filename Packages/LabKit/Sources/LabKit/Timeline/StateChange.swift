public import SocketKit

/// A connection, of the kernel or of a stack in user space, that was in one state when last looked at, and is in another
/// now.
public struct StateChange: Hashable, Sendable {
  /// Our end of it.
  public var local: SocketAddress
  /// The peer's end; port 0 for a listener.
  public var remote: SocketAddress
  /// The state before, or nil when there was no such socket.
  public var from: TCPSocketState?
  /// The state now, or nil when it is gone.
  public var to: TCPSocketState?
  /// Whether nobody saw `to`: it lies on every way to the state that was seen next.
  public var isInferred: Bool

  /// A change from its parts.
  public init(
    local: SocketAddress, remote: SocketAddress, from: TCPSocketState?, to: TCPSocketState?, isInferred: Bool = false
  ) {
    self.local = local
    self.remote = remote
    self.from = from
    self.to = to
    self.isInferred = isInferred
  }
}
