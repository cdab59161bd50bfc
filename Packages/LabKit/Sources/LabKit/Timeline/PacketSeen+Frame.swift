internal import PacketCodec
internal import SocketKit

extension PacketSeen {
  /// A frame in one line, and the TCP segment in it.
  ///
  /// - Parameters:
  ///   - number: its place in the capture, counted from 1.
  ///   - octetCount: its length on the wire.
  init(number: Int, _ decoded: DecodedFrame, octetCount: Int) {
    var segment: Segment?
    if let ip = decoded.ipv4, let header = decoded.tcp {
      segment = Segment(
        source: SocketAddress(ip.source, port: header.sourcePort),
        destination: SocketAddress(ip.destination, port: header.destinationPort),
        header: header, payloadCount: decoded.payloadRange.count + decoded.missingCount)
    }
    self.init(
      number: number, octets: octetCount, text: PacketSummary(decoded, octetCount: octetCount).description,
      segment: segment)
  }
}
