public import SocketKit

/// A cause, and the sockets that have it in common: those of one process, or to one place.
public struct Finding: Hashable, Sendable {
  /// What is wrong.
  public var cause: Cause
  /// The state of the first.
  public var state: TCPSocketState
  /// How many, 1 ...
  public var sockets: Int
  /// Our end of the first.
  public var local: SocketAddress
  /// The peer's end of the first.
  public var remote: SocketAddress
  /// Who holds the first; nil when no process does, or none that may be seen.
  public var owner: SocketOwner?
  /// How many descriptors hold the first.
  public var holders: Int
  /// Who holds the peer's end of the first, when that is on this machine too.
  public var peer: SocketOwner?
  /// For how long nothing came from the peer of the first, and no data went there; nil when the kernel keeps no account.
  public var silentMilliseconds: Int?
}
