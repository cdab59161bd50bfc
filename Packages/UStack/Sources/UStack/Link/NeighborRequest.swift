import PacketCodec

/// A request for a hardware address that is to be sent.
struct NeighborRequest: Hashable, Sendable {
  /// The address asked for.
  var target: IPv4Address
  /// Where it was last; nil asks everyone.
  var hardware: MACAddress?
}
