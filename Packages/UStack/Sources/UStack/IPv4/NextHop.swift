import PacketCodec

/// Who takes a datagram from the stack.
enum NextHop: Hashable, Sendable {
  /// The host or router with this address on the link.
  case neighbor(IPv4Address)
  /// All hosts on the link.
  case everyone
  /// The hosts on the link that listen to this group.
  case group(IPv4Address)
  /// The stack that sends it.
  case myself
}
