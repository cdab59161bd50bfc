import PacketCodec

/// Frames of one host that goes through the ports of another, and is refused by none.
enum ScanMaker {
  static let source = IPv4Address(10, 0, 0, 66)
  static let destination = IPv4Address(10, 0, 0, 2)

  /// A SYN to each port from 1 on, a millisecond apart.
  static func frames(_ count: UInt16) -> [CapturedFrame] {
    (1 ... count).map { port in
      CapturedFrame(
        timestampNanoseconds: 1_700_000_000_000_000_000 + Int64(port) * 1_000_000, octets: synchronize(to: port))
    }
  }

  private static func synchronize(to port: UInt16) -> [UInt8] {
    var header = TCPHeader(
      sourcePort: 40_000, destinationPort: port, sequence: SequenceNumber(7), flags: .synchronize, window: 1024)
    let payload: [UInt8] = []
    header.checksum = header.computedChecksum(
      payload: payload.span.bytes, PseudoHeader(source: source, destination: destination))
    let ethernet = EthernetHeader(
      destination: MACAddress(0x0200_0000_0002), source: MACAddress(0x0200_0000_0042), type: .ipv4)
    let ip = IPv4Header(source: source, destination: destination, protocol: .tcp, payloadCount: 20)
    return [UInt8](capacity: 54) {
      ethernet.encode(into: &$0)
      ip.encode(into: &$0)
      header.encode(into: &$0)
    }
  }
}
