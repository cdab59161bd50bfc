public import PacketCodec

extension Stack {
  /// Takes a port for user datagrams.
  ///
  /// - Parameter port: 1 ... 65,535, or 0 for any free one above 49,151.
  /// - Returns: the port; nil when it is taken, or 1,024 are.
  public mutating func bindUDP(port: UInt16) -> UInt16? { udp.bind(port, random: &random) }

  /// Gives a port back, and what waits for its reader with it.
  public mutating func closeUDP(port: UInt16) { udp.close(port) }

  /// The user datagram that waits longest at `port`; nil when none does.
  public mutating func receiveUDP(port: UInt16) -> UDPDatagram? { udp.popFirst(of: port) }

  /// Sends `payload` from a bound port. An error that comes back is a `.udpFailure`.
  ///
  /// - Parameters:
  ///   - payload: 0 ... 65,507 octets.
  ///   - port: our own.
  ///   - destination: one host, or a broadcast address.
  ///   - destinationPort: 1 ... 65,535.
  /// - Precondition: `port` is bound.
  public mutating func sendUDP(
    _ payload: RawSpan, from port: UInt16, to destination: IPv4Address, port destinationPort: UInt16
  ) -> SendOutcome {
    precondition(udp.isBound(port), "a port that is not bound")
    guard payload.byteCount <= EchoRequest.payloadLimit else { return .tooLong }
    return enqueue(
      Datagram(
        udp: payload, from: configuration.interface.address, port: port, to: destination, port: destinationPort,
        timeToLive: configuration.timeToLive, identification: identifications.next()))
  }

  /// Takes a user datagram.
  ///
  /// Source: RFC 768; RFC 1122 §4.1.3.
  mutating func receiveUDP(_ header: IPv4Header, _ octets: RawSpan, _ arrival: Arrival) {
    guard let (udpHeader, offset) = try? UDPHeader.decode(octets), Int(udpHeader.count) <= octets.byteCount else {
      return drops.add(.badUDP)
    }
    let payload = octets.extracting(offset ..< Int(udpHeader.count))
    guard arrival.isChecked || udpHeader.isChecksumValid(payload: payload, PseudoHeader(header)) else {
      return drops.add(.badUDP)
    }
    guard udp.isBound(udpHeader.destinationPort) else {
      drops.add(.closedPort)
      return sendError(.destinationUnreachable(.port, nextHopMTU: 0), about: header, octets, now: arrival.now)
    }
    let datagram = UDPDatagram(
      source: header.source, sourcePort: udpHeader.sourcePort, destination: header.destination,
      payload: [UInt8](copying: payload))
    if !udp.deliver(datagram, to: udpHeader.destinationPort) { drops.add(.fullQueue) }
  }
}
