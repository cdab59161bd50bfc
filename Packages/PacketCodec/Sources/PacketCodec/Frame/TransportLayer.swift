/// What an IPv4 datagram carries.
public enum TransportLayer: Hashable, Sendable {
  /// There is no datagram, or its first header could not be read; the frame's error says why.
  case none
  /// A control message and, when it is an error, the datagram it complains of, unless that could not be read.
  case icmp(ICMPHeader, quoted: QuotedDatagram?)
  /// A TCP segment.
  case tcp(TCPHeader)
  /// A user datagram.
  case udp(UDPHeader)
  /// A later fragment: the transport header went with the first one.
  case fragment(IPProtocol)
  /// Something this package does not read.
  case other(IPProtocol)
}
