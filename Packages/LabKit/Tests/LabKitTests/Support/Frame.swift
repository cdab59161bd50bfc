import PacketCodec
import SocketKit

@testable import LabKit

/// Octets of frames.
enum Frame {
  /// An Ethernet frame around a segment.
  static func octets(
    _ segment: Segment, payload: [UInt8], fragment: FragmentField = .whole(mayFragment: false)
  ) -> [UInt8] {
    [UInt8](capacity: 14 + 20 + 60 + payload.count) { output in
      EthernetHeader(
        destination: MACAddress(0x02_00_00_00_00_02), source: MACAddress(0x02_00_00_00_00_01), type: .ipv4
      ).encode(into: &output)
      IPv4Header(
        source: address(segment.source), destination: address(segment.destination), protocol: .tcp,
        payloadCount: segment.header.encodedCount + payload.count, fragment: fragment
      ).encode(into: &output)
      segment.header.encode(into: &output)
      for octet in payload { output.append(octet) }
    }
  }

  /// A pcap file of these frames, little-endian, in nanoseconds.
  static func pcap(_ frames: [CapturedFrame], linkType: LinkType = .ethernet) -> [UInt8] {
    func word(_ value: Int) -> [UInt8] { [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) } }
    var octets = word(0xA1B2_3C4D) + [2, 0, 4, 0] + word(0) + word(0) + word(262_144) + word(Int(linkType.rawValue))
    for frame in frames {
      let (seconds, rest) = frame.timestampNanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
      octets += word(Int(seconds)) + word(Int(rest)) + word(frame.octets.count) + word(frame.originalCount)
      octets += frame.octets
    }
    return octets
  }

  private static func address(_ end: SocketAddress) -> IPv4Address {
    let octets = end.address.octets
    return IPv4Address(octets[0], octets[1], octets[2], octets[3])
  }
}
