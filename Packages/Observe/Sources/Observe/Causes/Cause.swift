/// What is wrong with sockets, with the figures that say so.
public enum Cause: Hashable, Sendable {
  /// CLOSE_WAIT: the peer has closed, and the local program neither closes nor sends.
  case notClosed(unreadOctets: Int, descriptors: DescriptorUse?)
  /// FIN_WAIT2: the local program has closed its half, and the peer's, which is not on this machine, neither closes nor
  /// sends.
  case peerNotClosed
  /// A process has nearly as many descriptors as it may, or all: then accept(2) and socket(2) fail.
  case descriptorsUsedUp(DescriptorUse)
  /// No ports are left for connections from one address to one place, or hardly any.
  case portsUsedUp(PortUse)
  /// LISTEN: connections wait for accept(2).
  case notAccepted(AcceptQueue)
  /// Octets have come, and the local program does not read them.
  case notRead(unreadOctets: Int, waiting: WindowWait)
  /// The peer's window is closed, because its program, which is not on this machine, does not read.
  case peerNotRead(queuedOctets: Int, probes: Int)
  /// SYN_SENT: nothing answers, not even with a refusal.
  case synUnanswered(attempts: Int, nextMilliseconds: Int?)
  /// SYN_RECV in numbers: our SYN ACK is not answered.
  case synAckUnanswered(backlog: Int?)
  /// Nothing that was sent is acknowledged any more, nor is its repetition.
  case unacknowledged(queuedOctets: Int, retransmissions: Int, timeoutMilliseconds: Int)
  /// Segments are lost and sent again, and the connection goes on.
  case loss(retransmittedSegments: Int, sentSegments: Int)
}
