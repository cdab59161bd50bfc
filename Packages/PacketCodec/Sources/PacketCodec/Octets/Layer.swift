/// The protocol a header belongs to, named as the tools print it.
public enum Layer: String, Hashable, Sendable {
  /// The link below Ethernet's place, when it is one this package cannot read.
  case link
  /// What stands between a link, or a datagram, and a datagram inside: labels, a tunnel's header, PPP.
  case tunnel
  /// IEEE 802.3 frames with a type field, with or without an 802.1Q tag.
  case ethernet = "eth"
  /// Address resolution, RFC 826.
  case arp
  /// The Internet Protocol, version 4, RFC 791.
  case ipv4 = "ip"
  /// The Internet Protocol, version 6, RFC 8200.
  case ipv6 = "ip6"
  /// Control messages, RFC 792.
  case icmp
  /// User datagrams, RFC 768.
  case udp
  /// The Transmission Control Protocol, RFC 9293.
  case tcp
}
