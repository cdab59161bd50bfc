/// What an IPv4 address is for this stack.
///
/// Source: RFC 1122 §3.2.1.3.
enum AddressRole: Hashable, Sendable {
  /// The stack's own.
  case own
  /// All hosts of the link or of the network.
  case broadcast
  /// A group.
  case multicast
  /// `127.0.0.0/8`, which never stands on a wire.
  case loopback
  /// No host's: `0.0.0.0/8`, `240.0.0.0/4`, and the network's own number.
  case reserved
  /// One other host's.
  case host
}
