import PacketCodec
import ToolKit

/// Frames by chance, which a seed repeats: whole ones, and such as were bent or cut.
struct FrameMaker {
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  /// A frame that a good sender could have sent.
  mutating func frame() -> [UInt8] {
    let source = IPv4Address(number(UInt32.self)), destination = IPv4Address(10, 77, 0, number(1 ... 9))
    let payload = octets(number(0 ... 40))
    switch number(0 ... 9) {
    case 0: return ethernet(.arp, arp(source, destination))
    case 1: return ethernet(.ipv4, icmp(source, destination, payload))
    case 2: return ethernet(.ipv4, udp(source, destination, payload))
    default: return ethernet(.ipv4, tcp(source, destination, payload))
    }
  }

  /// A frame with some bits turned or an end cut off, and how long it was on the link.
  mutating func bentFrame() -> CapturedFrame {
    var octets = frame()
    for _ in 0 ..< number(0 ... 2) { octets[number(12 ... octets.count - 1)] ^= 1 << UInt8(number(0 ... 7)) }
    let original = octets.count
    if number(0 ... 2) == 0 { octets.removeLast(number(0 ... original)) }
    return CapturedFrame(timestampNanoseconds: 0, originalCount: number(0 ... 1) == 0 ? original : nil, octets: octets)
  }

  private mutating func ethernet(_ type: EtherType, _ payload: [UInt8]) -> [UInt8] {
    let tag = number(0 ... 9) == 0 ? VLANTag(rawValue: number(UInt16.self)) : nil
    let header = EthernetHeader(
      destination: MACAddress(0x0200_0000_000B), source: MACAddress(0x0200_0000_000A), tag: tag, type: type)
    let padding = number(0 ... 1) == 0 ? max(0, 60 - header.encodedCount - payload.count) : 0
    return [UInt8](capacity: 18) { header.encode(into: &$0) } + payload + [UInt8](repeating: 0, count: padding)
  }

  private mutating func arp(_ sender: IPv4Address, _ target: IPv4Address) -> [UInt8] {
    let packet = ARPPacket(
      operation: number(0 ... 1) == 0 ? .request : .reply, senderHardware: MACAddress(number(UInt64.self)),
      sender: sender, targetHardware: number(0 ... 1) == 0 ? .zero : MACAddress(0x0200_0000_000C), target: target)
    return [UInt8](capacity: 28) { packet.encode(into: &$0) }
  }

  private mutating func datagram(
    _ source: IPv4Address, _ destination: IPv4Address, _ transport: IPProtocol, _ payload: [UInt8]
  ) -> [UInt8] {
    let options = number(0 ... 9) == 0 ? Self.inline([1, 1, 1, 0]) : InlineOctets()
    let header = IPv4Header(
      source: source, destination: destination, protocol: transport, payloadCount: payload.count,
      identification: number(UInt16.self), fragment: .whole(mayFragment: number(0 ... 1) == 0),
      timeToLive: number(UInt8.self), options: options)
    return [UInt8](capacity: 60) { header.encode(into: &$0) } + payload
  }

  private mutating func icmp(_ source: IPv4Address, _ destination: IPv4Address, _ data: [UInt8]) -> [UInt8] {
    let complaint = number(0 ... 1) == 0
    let message =
      complaint
      ? ICMPMessage.destinationUnreachable(ICMPUnreachableCode(rawValue: number(0 ... 3)), nextHopMTU: 0)
      : .echoRequest(identifier: number(UInt16.self), sequence: number(UInt16.self))
    let quoted = udp(destination, source, data)
    // A header, its options with it, and eight octets are what an error has to quote.
    let payload = complaint ? Array(quoted.prefix(Int(quoted[0] & 15) * 4 + 8)) : data
    let header = ICMPHeader(message, payload: payload.span.bytes)
    return datagram(source, destination, .icmp, [UInt8](capacity: 8) { header.encode(into: &$0) } + payload)
  }

  private mutating func udp(_ source: IPv4Address, _ destination: IPv4Address, _ payload: [UInt8]) -> [UInt8] {
    var header = UDPHeader(
      sourcePort: number(50_000 ... 60_000), destinationPort: number(50_000 ... 60_000), payloadCount: payload.count)
    header.checksum = header.computedChecksum(
      payload: payload.span.bytes, PseudoHeader(source: source, destination: destination))
    return datagram(source, destination, .udp, [UInt8](capacity: 8) { header.encode(into: &$0) } + payload)
  }

  private mutating func tcp(_ source: IPv4Address, _ destination: IPv4Address, _ payload: [UInt8]) -> [UInt8] {
    var header = TCPHeader(
      sourcePort: number(50_000 ... 50_003), destinationPort: number(40_000 ... 40_001),
      sequence: SequenceNumber(number(UInt32.self)), acknowledgment: SequenceNumber(number(UInt32.self)),
      flags: TCPFlags(rawValue: number(0 ... 0xFF)), window: number(UInt16.self))
    header.urgentPointer = number(UInt16.self)
    header.options = TCPOptions(Self.lists[number(0 ... Self.lists.count - 1)])
    header.checksum = header.computedChecksum(
      payload: payload.span.bytes, PseudoHeader(source: source, destination: destination))
    return datagram(source, destination, .tcp, [UInt8](capacity: 60) { header.encode(into: &$0) } + payload)
  }

  private static let lists: [[TCPOption]] = {
    let times = TCPOption.timestamps(TCPTimestamps(value: 7, echoReply: 9))
    var blocks = SACKBlocks()
    for edge in [1000, 3000] as [UInt32] {
      blocks.append(SACKBlock(leftEdge: SequenceNumber(edge), rightEdge: SequenceNumber(edge + 500)))
    }
    return [
      [], [.noOperation, .noOperation, times],
      [.maximumSegmentSize(1460), .selectiveAcknowledgmentPermitted, times, .noOperation, .windowScale(7)],
      [.noOperation, .noOperation, .selectiveAcknowledgment(blocks)],
      [.other(kind: 34, octets: Self.inline([1, 2, 3, 4, 5, 6, 7, 8])), .noOperation, .noOperation],
      [.other(kind: 29, octets: Self.inline([1, 2, 3, 4, 5, 6]))],
      [.other(kind: 200, octets: Self.inline([1, 2])), .endOfList],
    ]
  }()

  private static func inline(_ octets: [UInt8]) -> InlineOctets { InlineOctets(octets.span.bytes) }

  private mutating func octets(_ count: Int) -> [UInt8] { (0 ..< count).map { _ in number(UInt8.self) } }

  private mutating func number<Number: FixedWidthInteger & UnsignedInteger>(_ type: Number.Type) -> Number {
    Number.random(in: 0 ... .max, using: &random)
  }

  private mutating func number<Number: FixedWidthInteger>(_ range: ClosedRange<Number>) -> Number {
    Number.random(in: range, using: &random)
  }
}
