public import SocketKit

/// One TCP socket of the kernel as a dump found it.
///
/// Source: sock_diag(7), struct inet_diag_msg.
public struct SocketSnapshot: Hashable, Sendable {
  /// Our end. An IPv4 connection of an IPv6 socket has IPv4 addresses, as on the wire.
  public var local: SocketAddress
  /// The peer's end; the family's any-address with port 0 in LISTEN.
  public var remote: SocketAddress
  /// Where it stands. A half-open connection is `.synReceived`, whatever the kernel keeps for it.
  public var state: TCPSocketState
  /// The timer that runs, or nil.
  public var timer: SocketTimer?
  /// Repetitions of what the timer is for that had no answer, 0 ... 255.
  public var retransmissions: Int
  /// What waits in it.
  public var queue: SocketQueue
  /// The owner's user number; 0 in TIME_WAIT, which has no owner.
  public var user: UInt32
  /// The number that /proc/PID/fd shows for it, or 0 when no process holds it: before accept(2), after close(2).
  public var inode: UInt64
  /// The kernel's name for the socket, never given twice while the machine runs; 0 for unknown.
  ///
  /// It stays from SYN_RECV over all states. TIME_WAIT is another, smaller object in the kernel, to which the name is
  /// handed on if anybody had asked for it by then: every dump asks. A TIME_WAIT never seen as a socket has a new name.
  public var cookie: UInt64
  /// The account of the connection; nil when it was not asked for, in TIME_WAIT and in SYN_RECV.
  public var information: TCPInformation?
  /// The congestion control's name, such as "cubic"; nil under the same conditions.
  public var congestionAlgorithm: String?

  /// A snapshot from its parts: what a script for `SocketFollower` needs, with the rest as in a young connection.
  public init(
    local: SocketAddress, remote: SocketAddress, state: TCPSocketState, timer: SocketTimer? = nil,
    retransmissions: Int = 0, queue: SocketQueue = .octets(received: 0, unacknowledged: 0), user: UInt32 = 0,
    inode: UInt64 = 0, cookie: UInt64 = 0, information: TCPInformation? = nil, congestionAlgorithm: String? = nil
  ) {
    self.local = local
    self.remote = remote
    self.state = state
    self.timer = timer
    self.retransmissions = retransmissions
    self.queue = queue
    self.user = user
    self.inode = inode
    self.cookie = cookie
    self.information = information
    self.congestionAlgorithm = congestionAlgorithm
  }
}
