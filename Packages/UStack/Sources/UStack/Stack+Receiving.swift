import PacketCodec

extension Stack {
  /// Takes what came from the link: an Ethernet frame without check sequence, or a bare datagram, as the port has it.
  ///
  /// - Parameter frame: any octets. It may be longer than the link's MTU, as a frame that offload put together.
  public mutating func receive(_ frame: RawSpan, now: Instant) {
    switch configuration.port {
    case .ethernet(let station): receive(frame, at: station, now: now)
    case .datagrams: receiveDatagram(frame, isToEveryone: false, now: now)
    }
  }

  private mutating func receive(_ frame: RawSpan, at station: MACAddress, now: Instant) {
    guard let (header, offset) = try? EthernetHeader.decode(frame), header.tag?.identifier ?? 0 == 0 else {
      return drops.add(.badFrame)
    }
    guard header.destination == station || header.destination.isMulticast else { return drops.add(.otherStation) }
    let payload = frame.extracting(offset ..< frame.byteCount)
    switch header.type {
    case .ipv4: receiveDatagram(payload, isToEveryone: header.destination.isMulticast, now: now)
    case .arp: receiveARP(payload, at: station, now: now)
    default: drops.add(.otherEtherType)
    }
  }

  private mutating func receiveDatagram(_ octets: RawSpan, isToEveryone: Bool, now: Instant) {
    guard let (header, _) = try? IPv4Header.decode(octets) else { return drops.add(.badHeader) }
    let fault = DatagramCheck.fault(
      of: header, available: octets.byteCount, isToEveryone: isToEveryone, at: configuration.interface)
    if let fault { return drops.add(fault) }
    guard claim.isUsable else { return drops.add(.otherHost) }
    let payload = octets.extracting(header.payloadRange(available: octets.byteCount))
    let isToEveryone = isToEveryone || header.destination != configuration.interface.address
    guard header.fragment.isFragment else {
      return deliver(header, payload, isToEveryone: isToEveryone, now: now)
    }
    let evicted = reassembler.evicted
    switch reassembler.insert(header, payload, now: now) {
    case .whole(let datagram):
      deliver(datagram.header, datagram.payload.span.bytes, isToEveryone: isToEveryone, now: now)
    case .incomplete: break
    case .refused: drops.add(.badFragment)
    }
    drops.add(.incomplete, reassembler.evicted - evicted)
  }

  /// Gives a whole datagram to the transport it is for.
  mutating func deliver(_ header: IPv4Header, _ payload: RawSpan, isToEveryone: Bool, now: Instant) {
    switch header.protocol {
    case .icmp: receiveICMP(header, payload, isToEveryone: isToEveryone, now: now)
    case .udp: receiveUDP(header, payload, isToEveryone: isToEveryone, now: now)
    case .tcp:
      guard !isToEveryone else { return drops.add(.broadcastTCP) }
      tcp.receive(header, payload, now: now)
    default:
      drops.add(.otherTransport)
      sendError(
        .destinationUnreachable(.transportProtocol, nextHopMTU: 0), about: header, payload,
        isToEveryone: isToEveryone, now: now)
    }
  }
}
