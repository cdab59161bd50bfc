import PacketCodec

/// Where on the link a datagram goes.
enum LinkDestination: Hashable, Sendable {
  /// To this station; nil on a port that has none.
  case station(MACAddress?)
  /// To a neighbour that must be asked first.
  case unresolved(IPv4Address)
  /// Back to the stack.
  case myself
  /// No route leads there.
  case nowhere
}
