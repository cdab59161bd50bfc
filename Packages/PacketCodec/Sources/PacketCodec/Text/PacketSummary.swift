/// A frame in one line, in the words of `tcpdump -n -S`.
///
/// Sequence numbers are absolute. More is said than tcpdump says of a later fragment, and of what is broken; a layer tcpdump looks into and this package does not, as the name service over UDP, is
/// given by its length alone. Nothing of a payload is in the line, so it is safe to print.
public struct PacketSummary: Hashable, Sendable, CustomStringConvertible {
  private let frame: DecodedFrame
  private let count: Int

  /// The summary of `frame`, which had `octetCount` octets on the link.
  public init(_ frame: DecodedFrame, octetCount: Int) {
    self.frame = frame
    count = octetCount
  }

  /// The line, without a link header or a line feed: `IP 10.0.0.1.4242 > 10.0.0.2.80: Flags [S], seq 1, …`.
  public var description: String {
    switch frame.network {
    case .ipv4(let header): return "IP " + datagram(header)
    case .arp(let packet):
      let length = count - (frame.ethernet?.encodedCount ?? 0)
      return "ARP, \(ARPSummary(packet)), length \(length)"
    case .other(let type): return "\(type), length \(count - (frame.ethernet?.encodedCount ?? 0))"
    case .none: return broken("frame")
    }
  }

  /// What `tcpdump -e` puts in front: addresses, type and length; empty on a link without a header.
  public var linkHeader: String {
    guard let ethernet = frame.ethernet else { return "" }
    let tag = ethernet.tag.map {
      "ethertype 802.1Q (0x8100), length \(count): vlan \($0.identifier), p \($0.priority), "
    }
    let type = "ethertype \(ethernet.type) (\(hexadecimal(ethernet.type.rawValue)))"
    return "\(ethernet.source) > \(ethernet.destination), \(tag ?? "")\(type)"
      + (tag == nil ? ", length \(count): " : ", ")
  }

  private func datagram(_ header: IPv4Header) -> String {
    let ends = "\(header.source) > \(header.destination): "
    let length = frame.payloadRange.count + frame.missingCount
    return switch frame.transport {
    case .tcp(let tcp):
      ports(header, tcp.sourcePort, tcp.destinationPort) + "\(TCPSummary(tcp, payloadCount: length))"
    case .udp(let udp):
      ports(header, udp.sourcePort, udp.destinationPort) + "UDP, length \(Int(udp.count) - UDPHeader.encodedCount)"
    case .icmp(let icmp, let content):
      ends + "\(ICMPSummary(icmp.message, content)), length \(length + ICMPHeader.encodedCount)"
    case .fragment(let transport): ends + "\(transport), fragment at \(header.fragment.offset), length \(length)"
    case .other(let transport): ends + "ip-proto-\(transport.rawValue) \(length)"
    case .none: ends + broken("\(header.protocol)")
    }
  }

  private func ports(_ header: IPv4Header, _ source: UInt16, _ destination: UInt16) -> String {
    "\(header.source).\(source) > \(header.destination).\(destination): "
  }

  private func broken(_ what: String) -> String {
    "[\(what): \(frame.error.map { "\($0)" } ?? "empty")], length \(count)"
  }

  private func hexadecimal(_ value: UInt16) -> String {
    let digits = String(value, radix: 16)
    return "0x" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
