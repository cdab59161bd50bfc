/// The state of a kernel TCP socket, under the kernel's names and numbers.
///
/// The RFC's LISTEN ... TIME-WAIT, and NEW-SYN-RECV: a half-open connection that is not yet a socket.
///
/// Source: RFC 9293 §3.3.2; <net/tcp_states.h>.
public enum TCPSocketState: UInt8, Hashable, Sendable, CaseIterable {
  /// Data may flow both ways.
  case established = 1
  /// We sent SYN.
  case synSent
  /// We answered a SYN.
  case synReceived
  /// We sent FIN; the peer has not acknowledged it.
  case finWait1
  /// The peer acknowledged our FIN and has not sent its own.
  case finWait2
  /// Both FINs are done and ours was first: 60 s of waiting for stray segments.
  case timeWait
  /// No connection.
  case closed
  /// The peer sent FIN; our program has not closed.
  case closeWait
  /// We sent FIN after the peer's; it has not acknowledged.
  case lastAck
  /// Waits for SYNs.
  case listen
  /// Both sent FIN at once; ours is not acknowledged.
  case closing
  /// A SYN was answered, and the kernel keeps a request instead of a socket.
  case newSynReceived

  /// The kernel's name without `TCP_`, as netstat(8) prints it: "FIN_WAIT2", "TIME_WAIT". Both kinds of half-open are
  /// "SYN_RECV".
  public var name: String {
    switch self {
    case .established: "ESTABLISHED"
    case .synSent: "SYN_SENT"
    case .synReceived, .newSynReceived: "SYN_RECV"
    case .finWait1: "FIN_WAIT1"
    case .finWait2: "FIN_WAIT2"
    case .timeWait: "TIME_WAIT"
    case .closed: "CLOSE"
    case .closeWait: "CLOSE_WAIT"
    case .lastAck: "LAST_ACK"
    case .listen: "LISTEN"
    case .closing: "CLOSING"
    }
  }
}

extension TCPSocketState: CustomStringConvertible {
  /// As `name`.
  public var description: String { name }
}
