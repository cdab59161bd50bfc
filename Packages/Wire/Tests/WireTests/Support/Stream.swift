import PacketCodec

@testable import Wire

/// A connection of a client at the link's first end, whose numbers begin just below the wrap.
struct Stream {
  var ports: (client: UInt16, server: UInt16) = (50_000, 80)
  var initial: (client: UInt32, server: UInt32) = (.max - 100, .max - 5000)

  /// A segment, its numbers counted from the SYNs.
  func segment(
    _ direction: LinkDirection = .forward, _ flags: TCPFlags = [], at place: UInt32 = 1, acknowledging: UInt32? = 1,
    octets: Int = 0
  ) -> [UInt8] {
    let isForward = direction == .forward
    let here = isForward ? initial.client : initial.server
    let there = isForward ? initial.server : initial.client
    let header = TCPHeader(
      sourcePort: isForward ? ports.client : ports.server, destinationPort: isForward ? ports.server : ports.client,
      sequence: SequenceNumber(here &+ place),
      acknowledgment: acknowledging.map { SequenceNumber(there &+ $0) }, flags: flags, window: 500)
    let segment = [UInt8](capacity: 60) { header.encode(into: &$0) } + [UInt8](repeating: 7, count: octets)
    return Datagram.ethernet(.tcp, segment, from: isForward ? 1 : 2, to: isForward ? 2 : 1)
  }

  var syn: [UInt8] { segment(.forward, .synchronize, at: 0, acknowledging: nil) }
  var synAck: [UInt8] { segment(.backward, .synchronize, at: 0) }

  /// Data segments of 1,000 octets, one behind the other.
  func data(_ count: Int, _ direction: LinkDirection = .forward) -> [[UInt8]] {
    (0 ..< count).map { segment(direction, at: 1 + UInt32($0) * 1000, octets: 1000) }
  }
}

/// Datagrams from values; their checksums are nobody's concern here.
enum Datagram {
  static func ethernet(_ transport: IPProtocol, _ payload: [UInt8], from: UInt8 = 1, to: UInt8 = 2) -> [UInt8] {
    let ethernet = EthernetHeader(
      destination: MACAddress(UInt64(to)), source: MACAddress(UInt64(from)), type: .ipv4)
    let header = IPv4Header(
      source: IPv4Address(10, 0, 0, from), destination: IPv4Address(10, 0, 0, to), protocol: transport,
      payloadCount: payload.count)
    return [UInt8](capacity: 34) {
      ethernet.encode(into: &$0)
      header.encode(into: &$0)
    } + payload
  }

  static func udp(octets: Int) -> [UInt8] {
    let header = UDPHeader(sourcePort: 1000, destinationPort: 2000, payloadCount: octets)
    return ethernet(.udp, [UInt8](capacity: 8) { header.encode(into: &$0) } + [UInt8](repeating: 0, count: octets))
  }

  static let arp: [UInt8] = {
    let packet = ARPPacket(
      operation: .request, senderHardware: MACAddress(1), sender: IPv4Address(10, 0, 0, 1), targetHardware: .zero,
      target: IPv4Address(10, 0, 0, 2))
    return [UInt8](capacity: 42) {
      EthernetHeader(destination: .broadcast, source: MACAddress(1), type: .arp).encode(into: &$0)
      packet.encode(into: &$0)
    }
  }()
}
