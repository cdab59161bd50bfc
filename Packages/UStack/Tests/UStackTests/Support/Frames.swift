import PacketCodec

// What the other stations say. Each builder names what a test may be about; the rest is as a well-behaved peer has it.

/// An ARP packet in a frame, to everyone when it is a question.
func arp(
  _ operation: ARPOperation, from sender: (MACAddress, IPv4Address), to target: (MACAddress, IPv4Address),
  link: MACAddress? = nil
) -> [UInt8] {
  let packet = ARPPacket(
    operation: operation, senderHardware: sender.0, sender: sender.1, targetHardware: target.0, target: target.1)
  return frame(
    encoded { packet.encode(into: &$0) }, .arp, to: link ?? (operation == .request ? .broadcast : Bench.station),
    from: sender.0)
}

/// Octets behind an Ethernet header.
func frame(
  _ payload: [UInt8], _ type: EtherType = .ipv4, to destination: MACAddress = Bench.station,
  from source: MACAddress = Bench.peerStation
) -> [UInt8] {
  encoded { EthernetHeader(destination: destination, source: source, type: type).encode(into: &$0) } + payload
}

/// A datagram from the peer to the stack; `change` spoils its header, whose checksum is then made to fit again.
func datagram(
  _ payload: [UInt8], _ transport: IPProtocol = .icmp, from source: IPv4Address = Bench.peer,
  to destination: IPv4Address = Bench.own, identification: UInt16 = 0,
  fragment: FragmentField = .whole(mayFragment: true), options: [UInt8] = [],
  change: (inout IPv4Header) -> Void = { _ in }
) -> [UInt8] {
  var header = IPv4Header(
    source: source, destination: destination, protocol: transport, payloadCount: payload.count,
    identification: identification, fragment: fragment, options: InlineOctets(options.span.bytes))
  change(&header)
  header.checksum = header.computedChecksum
  return encoded { header.encode(into: &$0) } + payload
}

/// An ICMP message with its checksum.
func icmp(_ message: ICMPMessage, _ payload: [UInt8] = []) -> [UInt8] {
  encoded { ICMPHeader(message, payload: payload.span.bytes).encode(into: &$0) } + payload
}

/// A user datagram with its checksum, or with the one given.
func udp(
  _ payload: [UInt8], from sourcePort: UInt16 = 4000, to destinationPort: UInt16, checksum: UInt16? = nil,
  source: IPv4Address = Bench.peer, destination: IPv4Address = Bench.own
) -> [UInt8] {
  var header = UDPHeader(sourcePort: sourcePort, destinationPort: destinationPort, payloadCount: payload.count)
  let pseudo = PseudoHeader(source: source, destination: destination)
  header.checksum = checksum ?? header.computedChecksum(payload: payload.span.bytes, pseudo)
  return encoded { header.encode(into: &$0) } + payload
}

/// A TCP segment with its checksum.
func tcp(_ header: TCPHeader, _ payload: [UInt8] = []) -> [UInt8] {
  var header = header
  let pseudo = PseudoHeader(source: Bench.peer, destination: Bench.own)
  header.checksum = header.computedChecksum(payload: payload.span.bytes, pseudo)
  return encoded { header.encode(into: &$0) } + payload
}

/// The octets `body` appends, at most `capacity`.
func encoded(_ capacity: Int = 128, _ body: (inout OutputSpan<UInt8>) -> Void) -> [UInt8] {
  [UInt8](capacity: capacity, initializingWith: body)
}

/// `count` octets that differ from their neighbours.
func pattern(_ count: Int) -> [UInt8] { (0 ..< count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) } }
