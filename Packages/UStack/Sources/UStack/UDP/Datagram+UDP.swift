import PacketCodec

extension Datagram {
  /// A datagram that carries this user datagram.
  ///
  /// - Precondition: `payload` has at most 65,507 octets.
  init(
    udp payload: RawSpan, from source: IPv4Address, port sourcePort: UInt16, to destination: IPv4Address,
    port destinationPort: UInt16, timeToLive: UInt8, identification: UInt16
  ) {
    var udp = UDPHeader(sourcePort: sourcePort, destinationPort: destinationPort, payloadCount: payload.byteCount)
    udp.checksum = udp.computedChecksum(payload: payload, PseudoHeader(source: source, destination: destination))
    let octets = [UInt8](capacity: UDPHeader.encodedCount + payload.byteCount) { output in
      udp.encode(into: &output)
      output.append(copying: payload)
    }
    let header = IPv4Header(
      source: source, destination: destination, protocol: .udp, payloadCount: octets.count,
      identification: identification, fragment: .whole(mayFragment: true), timeToLive: timeToLive)
    self.init(header: header, payload: octets)
  }
}
