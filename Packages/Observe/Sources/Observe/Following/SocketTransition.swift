public import SocketKit

/// A kernel socket that was in one state when last looked at, and is in another now.
///
/// What happened in between shows only its end: SYN_SENT on loopback lasts some 30 µs, and no dump is that fast. What is
/// certain of it are its `steps`.
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
  /// Whether nobody saw `to`: it follows from what was seen after it, and was passed before `observed`.
  public var isInferred: Bool

  /// A transition from its parts.
  public init(
    observed: Timestamp, since: Timestamp?, local: SocketAddress, remote: SocketAddress, from: TCPSocketState?,
    to: TCPSocketState?, inode: UInt64 = 0, isInferred: Bool = false
  ) {
    self.observed = observed
    self.since = since
    self.local = local
    self.remote = remote
    self.from = from
    self.to = to
    self.inode = inode
    self.isInferred = isInferred
  }
}

extension SocketTransition {
  /// The same change as a change to each state that was certainly passed on the way, which are inferred, and one from the
  /// last of them to `to`.
  ///
  /// Certain is what is on every way from `from` to `to`: between ESTABLISHED and TIME_WAIT that is FIN_WAIT1, and neither
  /// FIN_WAIT2 nor CLOSING, because it was one of them or none. Of a socket that is gone nothing is, nor of one that the
  /// first dump shows. Only for dumps of sockets in all states: of a part of them, one that appears may have been there.
  ///
  /// Source: RFC 9293 §3.3.2, Figure 5.
  public var steps: [SocketTransition] {
    guard since != nil else { return [self] }
    var steps: [SocketTransition] = []
    var last = self
    for state in StateDiagram.passed(from: from, to: to) {
      var step = last
      step.to = state
      step.isInferred = true
      steps.append(step)
      last.from = state
    }
    return steps + [last]
  }
}
