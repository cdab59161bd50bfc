import PacketCodec
import UStack

/// A frame the stack wrote, read again.
struct SentFrame {
  var octets: [UInt8]
  var time: Instant
  var hasLink: Bool

  var decoded: DecodedFrame { DecodedFrame(octets.span.bytes, linkType: hasLink ? .ethernet : .ipv4) }

  var destination: MACAddress? { decoded.ethernet?.destination }
  var arp: ARPPacket? {
    if case .arp(let packet) = decoded.network { packet } else { nil }
  }
  var ipv4: IPv4Header? { decoded.ipv4 }
  var icmp: ICMPMessage? {
    if case .icmp(let header, _) = decoded.transport { header.message } else { nil }
  }
  var quoted: QuotedDatagram? {
    if case .icmp(_, let content) = decoded.transport { content.quotation } else { nil }
  }
  var udp: UDPHeader? {
    if case .udp(let header) = decoded.transport { header } else { nil }
  }
  /// What follows the last header.
  var payload: [UInt8] { Array(octets[decoded.payloadRange]) }
  /// What follows the IPv4 header.
  var transport: [UInt8] { Array(octets[decoded.transportRange]) }
  /// Every checksum in it that can be told.
  var areChecksumsValid: Bool {
    (ipv4?.isChecksumValid ?? true) && (decoded.isTransportChecksumValid(in: octets.span.bytes) ?? true)
  }
}

extension SentFrame: CustomStringConvertible {
  /// What a failed expectation shows of it.
  var description: String { "\(time): \(PacketSummary(decoded, octetCount: octets.count))" }
}
