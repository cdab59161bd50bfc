/// What waits in a socket: octets in a connection, connections in a listener.
///
/// The kernel reports both in the same two numbers.
///
/// Source: sock_diag(7), idiag_rqueue and idiag_wqueue.
public enum SocketQueue: Hashable, Sendable {
  /// Octets received in order that no program has read, and octets written that the peer has not acknowledged. A FIN
  /// counts as one octet.
  case octets(received: Int, unacknowledged: Int)
  /// Connections that wait for accept(2), and how many may.
  case connections(waiting: Int, limit: Int)
}
