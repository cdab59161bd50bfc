import PacketCodec
import ToolKit

/// What -e puts in front of a line.
enum LinkText {
  static func append(_ layout: FrameLayout, _ octets: RawSpan, _ originalCount: Int, to line: inout LineBuffer) {
    guard layout.ethernet?.offset == 0, let header = try? EthernetHeader.decode(octets).header else {
      return appendType(layout, to: &line)
    }
    line.append(header.source)
    line.append(" > ")
    line.append(header.destination)
    line.append(", ")
    guard let tag = header.tag else {
      appendType(header.type, to: &line)
      line.append(", length ")
      line.append(Int64(originalCount))
      return line.append(": ")
    }
    line.append("ethertype 802.1Q (0x8100), length ")
    line.append(Int64(originalCount))
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
    let name =
      switch type {
      case .ipv4: "IPv4"
      case .arp: "ARP"
      case .ipv6: "IPv6"
      case .tagged: "802.1Q"
      case .serviceTagged: "802.1Q-QinQ"
      case .reverseARP: "Reverse ARP"
      default: "Unknown"
      }
    line.append("ethertype ")
    line.append(name)
    line.append(" (0x")
    line.appendHexadecimal(UInt32(type.rawValue), digits: 4)
    line.append(")")
  }
}
