import PacketCodec

extension Datagram {
  /// A datagram that carries this message and payload.
  init(
    icmp message: ICMPMessage, payload: RawSpan, from source: IPv4Address, to destination: IPv4Address,
    timeToLive: UInt8, typeOfService: UInt8 = 0, mayFragment: Bool = true, identification: UInt16 = 0
  ) {
    let octets = [UInt8](capacity: ICMPHeader.encodedCount + payload.byteCount) { output in
      ICMPHeader(message, payload: payload).encode(into: &output)
      output.append(copying: payload)
    }
    let header = IPv4Header(
      source: source, destination: destination, protocol: .icmp, payloadCount: octets.count,
      identification: identification, fragment: .whole(mayFragment: mayFragment), timeToLive: timeToLive,
      typeOfService: typeOfService)
    self.init(header: header, payload: octets)
  }
}
