import PacketCodec

/// Good frames of each kind.
enum SeedFrames {
  private static let here = IPv4Address(10, 0, 0, 1), there = IPv4Address(10, 0, 0, 2)

  static let all = datagrams + connection + [arp(.request), arp(.reply)]

  static let datagrams: [[UInt8]] = {
    let ping = icmp(.echoRequest(identifier: 1, sequence: 2), [1, 2, 3, 4])
    let question = udp([1, 2, 3])
    let error = icmp(.destinationUnreachable(.port, nextHopMTU: 0), Array(question[14 ..< 42]))
    let first = ip(.udp, Array(repeating: 7, count: 16), fragment: 0x2000)
    let last = ip(.udp, Array(repeating: 8, count: 16), fragment: 2)
    return [ping, question, error, first, last] + lists.map { tcp(.push, [9], options: $0) }
  }()

  /// A handshake, an octet, and the end.
  static let connection: [[UInt8]] = [
    tcp(.synchronize, [], acknowledges: false), tcp(.synchronize, [], isBack: true), tcp([], []), tcp(.push, [1]),
    tcp(.finish, [], isBack: true), tcp(.finish, []), tcp(.reset, [], isBack: true),
  ]

  /// Datagrams without a link, which carry others.
  static let tunnels: [[UInt8]] = {
    let inner = Array(tcp(.push, [1])[14...]), frame = tcp(.push, [1])
    let ends: [UInt8] = [3, 232, 18, 181, 0, UInt8(16 + frame.count), 0, 0]
    let carried: [(IPProtocol, [UInt8])] = [
      (.gre, [0, 0, 8, 0] + inner), (.gre, [0xB0, 0, 0x65, 0x58] + [UInt8](repeating: 0, count: 12) + frame),
      (.gre, [0, 0, 0x88, 0x47, 0, 1, 1, 64] + inner), (.ipv4, inner), (.etherIP, [0x30, 0] + frame),
      (.pim, [0x21, 0, 0, 0, 0, 0, 0, 0] + inner), (.udp, ends + [8, 0, 0, 0, 0, 0, 1, 0] + frame),
    ]
    return carried.map { Array(ip($0.0, $0.1)[14...]) }
  }()

  static let lists: [[TCPOption]] = {
    var blocks = SACKBlocks()
    blocks.append(SACKBlock(leftEdge: SequenceNumber(100), rightEdge: SequenceNumber(200)))
    let times = TCPOption.timestamps(TCPTimestamps(value: 7, echoReply: 9))
    return [
      [], [.noOperation, .noOperation, times],
      [.maximumSegmentSize(1460), .selectiveAcknowledgmentPermitted, times, .noOperation, .windowScale(7)],
      [.noOperation, .noOperation, .selectiveAcknowledgment(blocks)], [.windowScale(3), .endOfList],
    ]
  }()

  private static func arp(_ operation: ARPOperation) -> [UInt8] {
    let packet = ARPPacket(
      operation: operation, senderHardware: MACAddress(0x0200_0000_0001), sender: here, targetHardware: .zero,
      target: there)
    return ethernet(.arp) + [UInt8](capacity: 28) { packet.encode(into: &$0) }
  }

  private static func ethernet(_ type: EtherType) -> [UInt8] {
    let header = EthernetHeader(
      destination: MACAddress(0x0200_0000_0002), source: MACAddress(0x0200_0000_0001), type: type)
    return [UInt8](capacity: 18) { header.encode(into: &$0) }
  }

  private static func ip(
    _ transport: IPProtocol, _ payload: [UInt8], fragment: UInt16 = 0, isBack: Bool = false
  ) -> [UInt8] {
    let header = IPv4Header(
      source: isBack ? there : here, destination: isBack ? here : there, protocol: transport,
      payloadCount: payload.count, identification: 7, fragment: FragmentField(rawValue: fragment))
    return ethernet(.ipv4) + [UInt8](capacity: 60) { header.encode(into: &$0) } + payload
  }

  private static func icmp(_ message: ICMPMessage, _ payload: [UInt8]) -> [UInt8] {
    let header = ICMPHeader(message, payload: payload.span.bytes)
    return ip(.icmp, [UInt8](capacity: 8) { header.encode(into: &$0) } + payload)
  }

  private static func udp(_ payload: [UInt8]) -> [UInt8] {
    let header = UDPHeader(sourcePort: 1000, destinationPort: 53, payloadCount: payload.count)
    return ip(.udp, [UInt8](capacity: 8) { header.encode(into: &$0) } + payload)
  }

  private static func tcp(
    _ flags: TCPFlags, _ payload: [UInt8], acknowledges: Bool = true, isBack: Bool = false, options: [TCPOption] = []
  ) -> [UInt8] {
    var header = TCPHeader(
      sourcePort: isBack ? 80 : 1000, destinationPort: isBack ? 1000 : 80, sequence: SequenceNumber(isBack ? 500 : 100),
      acknowledgment: acknowledges ? SequenceNumber(isBack ? 101 : 501) : nil, flags: flags, window: 1000,
      options: TCPOptions(options))
    let ends = PseudoHeader(source: isBack ? there : here, destination: isBack ? here : there)
    header.checksum = header.computedChecksum(payload: payload.span.bytes, ends)
    return ip(.tcp, [UInt8](capacity: 60) { header.encode(into: &$0) } + payload, isBack: isBack)
  }
}
