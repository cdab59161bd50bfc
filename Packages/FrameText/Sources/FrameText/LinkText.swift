internal import PacketCodec
internal import ToolKit

/// What -e puts in front of a line.
enum LinkText {
  static func append(_ layout: FrameLayout, _ octets: RawSpan, _ originalCount: Int, to line: inout LineBuffer) {
    guard layout.ethernet?.offset == 0, let header = try? EthernetHeader.decode(octets).header else {
      return appendType(layout, to: &line)
    }
    append(header, originalCount, to: &line)
  }

  /// The header of an Ethernet frame of `count` octets.
  static func append(_ header: EthernetHeader, _ count: Int, to line: inout LineBuffer) {
    line.append(header.source)
    line.append(" > ")
    line.append(header.destination)
    line.append(", ")
    guard let tag = header.tag else {
      appendType(header.type, to: &line)
      line.append(", length ")
      line.append(Int64(count))
      return line.append(": ")
    }
    line.append("ethertype 802.1Q (0x8100), length ")
    line.append(Int64(count))
    line.append(": vlan ")
    line.append(Int64(tag.identifier))
    line.append(", p ")
    line.append(Int64(tag.priority))
    line.append(tag.isDropEligible ? ", DEI, " : ", ")
    appendType(header.type, to: &line)
    line.append(", ")
  }

  private static func appendType(_ layout: FrameLayout, to line: inout LineBuffer) {
    if let type = layout.etherType {
      appendType(type, to: &line)
      line.append(", ")
    }
  }

  private static func appendType(_ type: EtherType, to line: inout LineBuffer) {
    guard !type.isLength else { return line.append("802.3") }
    line.append("ethertype ")
    line.append(names[type] ?? "Unknown")
    appendNumber(type, to: &line)
  }

  /// A type's name and number, as in GRE.
  static func appendName(_ type: EtherType, to line: inout LineBuffer) {
    line.append(names[type] ?? "unknown")
    appendNumber(type, to: &line)
  }

  private static func appendNumber(_ type: EtherType, to line: inout LineBuffer) {
    line.append(" (0x")
    line.appendHexadecimal(UInt32(type.rawValue), digits: 4)
    line.append(")")
  }

  private static let names: [EtherType: String] = [
    .ipv4: "IPv4", .arp: "ARP", .ipv6: "IPv6", .tagged: "802.1Q", .serviceTagged: "802.1Q-QinQ",
    .oldTagged: "802.1Q-9100", .reverseARP: "Reverse ARP", .mpls: "MPLS unicast", .upstreamMPLS: "MPLS multicast",
    .pppOverEthernet: "PPPoE S", .ppp: "PPP", .bridged: "TEB", .macSecurity: "802.1AE MACsec", .networkService: "NSH",
  ]
}
