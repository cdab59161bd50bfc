public import PacketCodec

/// What goes in and out of a stack.
public enum StackPort: Hashable, Sendable {
  /// Ethernet frames without check sequence, from and to a station of this address. Neighbours are found by ARP.
  case ethernet(MACAddress)
  /// Bare IPv4 datagrams, as a packet script or a tunnel has them: no link header, no neighbours, one far end.
  case datagrams

  /// Octets the port puts before a datagram.
  var headerCount: Int {
    switch self {
    case .ethernet: 14
    case .datagrams: 0
    }
  }
}
