import PacketCodec

/// Values by chance, which a seed repeats: any that a sender could encode.
struct ValueMaker {
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  mutating func number<Number: FixedWidthInteger & UnsignedInteger>(_ type: Number.Type = Number.self) -> Number {
    // The ends more often than chance would have them.
    switch Int.random(in: 0 ..< 8, using: &random) {
    case 0: 0
    case 1: .max
    default: Number.random(in: 0 ... .max, using: &random)
    }
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func octets(_ range: ClosedRange<Int>) -> [UInt8] { (0 ..< number(range)).map { _ in number() } }

  mutating func inline(_ range: ClosedRange<Int>) -> InlineOctets { InlineOctets(octets(range).span.bytes) }

  mutating func address() -> IPv4Address { IPv4Address(number()) }

  mutating func station() -> MACAddress { MACAddress(number()) }

  mutating func ethernet() -> EthernetHeader {
    // A type that is itself a tag's would be read as one.
    let tag = number(0 ... 1) == 0 ? VLANTag(rawValue: number()) : nil
    var type = EtherType(rawValue: number())
    if type == .tagged { type = .ipv4 }
    return EthernetHeader(destination: station(), source: station(), tag: tag, type: type)
  }

  mutating func cooked() -> CookedHeader {
    CookedHeader(
      packetType: CookedPacketType(rawValue: number()), hardwareType: number(),
      address: CookedAddress(count: number(), octets: number()), type: EtherType(rawValue: number()))
  }

  mutating func cooked2() -> CookedHeader2 {
    var header = CookedHeader2(
      type: EtherType(rawValue: number()), interfaceIndex: number(), hardwareType: number(),
      packetType: CookedPacketType(rawValue: UInt16(number(UInt8.self))),
      address: CookedAddress(count: UInt16(number(UInt8.self)), octets: number()))
    header.reserved = number()
    return header
  }

  mutating func arp() -> ARPPacket {
    ARPPacket(
      operation: ARPOperation(rawValue: number()), senderHardware: station(), sender: address(),
      targetHardware: station(), target: address())
  }

  mutating func ipv4() -> IPv4Header {
    let options = words()
    var header = IPv4Header(
      source: address(), destination: address(), protocol: IPProtocol(rawValue: number()),
      payloadCount: number(0 ... 65_535 - 60), identification: number(), fragment: FragmentField(rawValue: number()),
      timeToLive: number(), typeOfService: number(), options: options)
    if number(0 ... 1) == 0 { header.checksum = number() }
    return header
  }

  mutating func icmp() -> ICMPHeader {
    let message: ICMPMessage =
      switch number(0 ... 10) {
      case 0: .echoReply(identifier: number(), sequence: number())
      case 1: .destinationUnreachable(ICMPUnreachableCode(rawValue: number()), nextHopMTU: number())
      case 2: .sourceQuench
      case 3: .redirect(code: number(), gateway: address())
      case 4: .echoRequest(identifier: number(), sequence: number())
      case 5: .timeExceeded(code: number())
      case 6: .parameterProblem(code: number(), pointer: number())
      case 7: .timestampRequest(identifier: number(), sequence: number())
      case 8: .timestampReply(identifier: number(), sequence: number())
      // What spells a message that is known is that message.
      default: ICMPMessage(type: number(), code: number(), rest: number())
      }
    return ICMPHeader(message, checksum: number())
  }

  mutating func timestamps() -> ICMPTimestamps {
    ICMPTimestamps(originate: number(), receive: number(), transmit: number())
  }

  mutating func quotation() -> QuotedDatagram { QuotedDatagram(header: ipv4(), leadingOctets: number()) }

  mutating func udp() -> UDPHeader {
    UDPHeader(
      sourcePort: number(), destinationPort: number(), payloadCount: number(0 ... 65_527), checksum: number())
  }

  mutating func tcp() -> TCPHeader {
    TCPHeader(
      sourcePort: number(), destinationPort: number(), sequence: SequenceNumber(number()),
      acknowledgment: number(0 ... 1) == 0 ? SequenceNumber(number()) : nil, flags: TCPFlags(rawValue: number()),
      window: number(), checksum: number(), urgentPointer: number(), options: options())
  }

  mutating func option() -> TCPOption {
    switch number(0 ... 11) {
    case 0: .maximumSegmentSize(number())
    case 1: .windowScale(number())
    case 2: .selectiveAcknowledgmentPermitted
    case 3: .selectiveAcknowledgment(blocks())
    case 4: .timestamps(TCPTimestamps(value: number(), echoReply: number()))
    case 5: .fastOpenCookie(FastOpenCookie(inline(4 ... 4)) ?? .request)
    case 6: .fastOpenCookie(number(0 ... 1) == 0 ? .request : FastOpenCookie(inline(16 ... 16)) ?? .request)
    case 7: .md5Signature(MD5Signature(high: number(), low: number()))
    case 8: .authentication(TCPAuthentication(key: number(), nextReceiveKey: number(), code: inline(0 ... 36)))
    case 9: .other(kind: UInt8(number(200 ... 255)), octets: inline(0 ... 38))
    default: .noOperation
    }
  }

  /// As many options as fit, filled up with empty ones, as a decoder gives them back.
  private mutating func options() -> TCPOptions {
    var list = TCPOptions()
    for _ in 0 ..< number(0 ... 6) {
      let option = option()
      if list.octets.count + option.encodedCount <= InlineOctets.capacity { list.append(option) }
    }
    while list.octets.count % 4 != 0 { list.append(.noOperation) }
    return list
  }

  private mutating func blocks() -> SACKBlocks {
    var blocks = SACKBlocks()
    for _ in 0 ..< number(1 ... 4) {
      blocks.append(SACKBlock(leftEdge: SequenceNumber(number()), rightEdge: SequenceNumber(number())))
    }
    return blocks
  }

  private mutating func words() -> InlineOctets {
    let count = 4 * number(0 ... 10)
    return number(0 ... 1) == 0 ? InlineOctets() : inline(count ... count)
  }
}
