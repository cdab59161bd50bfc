import PacketCodec

/// A neighbour that did not answer.
struct NeighborFailure: Sendable {
  /// Its address.
  var address: IPv4Address
  /// What waited for it in vain.
  var waiting: [Datagram]
  /// True when the application asked.
  var isReported: Bool
}
