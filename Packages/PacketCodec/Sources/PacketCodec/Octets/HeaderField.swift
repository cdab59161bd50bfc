/// The part of a header that an error speaks of, spelled as the RFC spells it.
public enum HeaderField: String, Hashable, Sendable {
  /// The fixed part of the header as a whole.
  case header
  /// The kind of link a capture was taken on.
  case linkType = "link type"
  /// The 802.1Q tag between the addresses and the type.
  case tag
  /// IPv4's version, RFC 791 §3.1.
  case version
  /// IPv4's header length, RFC 791 §3.1.
  case headerLength = "header length"
  /// IPv4's total length, RFC 791 §3.1.
  case totalLength = "total length"
  /// The datagram that an ICMP error carries, RFC 792.
  case quotedDatagram = "quoted datagram"
  /// The clock readings of an ICMP timestamp message, RFC 792.
  case timestamps
  /// UDP's length, RFC 768.
  case length
  /// TCP's data offset, RFC 9293 §3.1.
  case dataOffset = "data offset"
  /// The length octet of a TCP option, RFC 9293 §3.2.
  case optionLength = "option length"
  /// ARP's hardware address space, RFC 826.
  case hardwareType = "hardware type"
  /// ARP's protocol address space, RFC 826.
  case protocolType = "protocol type"
  /// The octets of an ARP hardware address, RFC 826.
  case hardwareLength = "hardware length"
  /// The octets of an ARP protocol address, RFC 826.
  case protocolLength = "protocol length"
}
