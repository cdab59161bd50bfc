import PacketCodec

/// Frames from values, with the checksums that belong there.
enum Frames {
  static func arp(
    _ operation: ARPOperation, _ sender: Host, holds address: IPv4Address? = nil, target: Host,
    sentBy station: MACAddress? = nil
  ) -> [UInt8] {
    let packet = ARPPacket(
      operation: operation, senderHardware: sender.station, sender: address ?? sender.address,
      targetHardware: operation == .request ? .zero : target.station, target: target.address)
    let header = EthernetHeader(destination: .broadcast, source: station ?? sender.station, type: .arp)
    return [UInt8](capacity: 42) {
      header.encode(into: &$0)
      packet.encode(into: &$0)
    }
  }

  static func ip(
    _ source: Host, _ destination: Host, _ transport: IPProtocol, _ payload: [UInt8], identification: UInt16 = 0,
    fragment: FragmentField = .whole(mayFragment: true)
  ) -> [UInt8] {
    let ethernet = EthernetHeader(destination: destination.station, source: source.station, type: .ipv4)
    let header = IPv4Header(
      source: source.address, destination: destination.address, protocol: transport, payloadCount: payload.count,
      identification: identification, fragment: fragment)
    return [UInt8](capacity: 34) {
      ethernet.encode(into: &$0)
      header.encode(into: &$0)
    } + payload
  }

  static func tcp(_ source: Host, _ destination: Host, _ header: TCPHeader, _ payload: [UInt8] = []) -> [UInt8] {
    var header = header
    header.checksum = header.computedChecksum(
      payload: payload.span.bytes, PseudoHeader(source: source.address, destination: destination.address))
    return ip(source, destination, .tcp, [UInt8](capacity: 60) { header.encode(into: &$0) } + payload)
  }

  static func udp(_ source: Host, _ destination: Host, from: UInt16, to: UInt16, _ payload: [UInt8] = []) -> [UInt8] {
    ip(source, destination, .udp, datagram(source, destination, from: from, to: to, payload))
  }

  /// UDP's header and payload, to be sent whole or in pieces.
  static func datagram(
    _ source: Host, _ destination: Host, from: UInt16, to: UInt16, _ payload: [UInt8]
  ) -> [UInt8] {
    var header = UDPHeader(sourcePort: from, destinationPort: to, payloadCount: payload.count)
    header.checksum = header.computedChecksum(
      payload: payload.span.bytes, PseudoHeader(source: source.address, destination: destination.address))
    return [UInt8](capacity: 8) { header.encode(into: &$0) } + payload
  }

  static func icmp(_ source: Host, _ destination: Host, _ message: ICMPMessage, _ payload: [UInt8]) -> [UInt8] {
    let header = ICMPHeader(message, payload: payload.span.bytes)
    return ip(source, destination, .icmp, [UInt8](capacity: 8) { header.encode(into: &$0) } + payload)
  }

  /// What `host` says when a datagram of a frame found no port.
  static func portUnreachable(_ host: Host, _ frame: [UInt8], to sender: Host) -> [UInt8] {
    icmp(host, sender, .destinationUnreachable(.port, nextHopMTU: 0), Array(frame[14 ..< 42]))
  }

  /// A piece of a payload, its offset in octets.
  static func piece(
    _ source: Host, _ destination: Host, _ octets: [UInt8], at offset: Int, more: Bool, identification: UInt16 = 7,
    of transport: IPProtocol = .udp
  ) -> [UInt8] {
    ip(
      source, destination, transport, octets, identification: identification,
      fragment: FragmentField(rawValue: UInt16(offset / 8) | (more ? 0x2000 : 0)))
  }
}
