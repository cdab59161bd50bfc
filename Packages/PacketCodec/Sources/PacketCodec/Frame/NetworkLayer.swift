/// What a frame carries above its link.
public enum NetworkLayer: Hashable, Sendable {
  /// Nothing that could be read; the frame's error says why.
  case none
  /// Address resolution.
  case arp(ARPPacket)
  /// An IPv4 datagram, whole or a fragment.
  case ipv4(IPv4Header)
  /// Something this package does not read.
  case other(EtherType)
}
