/// What an IPv4 datagram carries.
public enum TransportLayer: Hashable, Sendable {
  /// There is no datagram, or its first header could not be read; the frame's error says why.
  case none
  /// A control message and what stands behind it: `.data` too when that could not be read, and the error says why.
  case icmp(ICMPHeader, ICMPContent)
  /// A TCP segment.
  case tcp(TCPHeader)
  /// A user datagram.
  case udp(UDPHeader)
  /// A later fragment: the transport header went with the first one.
  case fragment(IPProtocol)
  /// Something this package does not read.
  case other(IPProtocol)
}
