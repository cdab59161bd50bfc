import PacketCodec

extension Stack {
  /// Takes what came from the link: an Ethernet frame without check sequence, or a bare datagram, as the port has it.
  ///
  /// - Parameters:
  ///   - frame: any octets. It may be longer than the link's MTU, as a frame that offload put together.
  ///   - isChecked: the link vouches for the checksum of TCP or UDP, or left it unfinished for the next link.
  ///   - now: when it came; no earlier than any moment that the stack was told before.
  public mutating func receive(_ frame: RawSpan, isChecked: Bool = false, now: Instant) {
    let arrival = Arrival(now: now, isChecked: isChecked)
    switch configuration.port {
    case .ethernet(let station): receive(frame, at: station, arrival)
    case .datagrams: receiveDatagram(frame, arrival)
    }
  }

  private mutating func receive(_ frame: RawSpan, at station: MACAddress, _ arrival: Arrival) {
    guard let (header, offset) = try? EthernetHeader.decode(frame), header.tag?.identifier ?? 0 == 0 else {
      return drops.add(.badFrame)
    }
    guard header.destination == station || header.destination.isMulticast else { return drops.add(.otherStation) }
    var arrival = arrival
    arrival.isToEveryone = header.destination.isMulticast
    let payload = frame.extracting(offset ..< frame.byteCount)
    switch header.type {
    case .ipv4: receiveDatagram(payload, arrival)
    case .arp: receiveARP(payload, at: station, now: arrival.now)
    default: drops.add(.otherEtherType)
    }
  }

  private mutating func receiveDatagram(_ octets: RawSpan, _ arrival: Arrival) {
    guard let (header, _) = try? IPv4Header.decode(octets) else { return drops.add(.badHeader) }
    let fault = DatagramCheck.fault(
      of: header, available: octets.byteCount, isToEveryone: arrival.isToEveryone, at: configuration.interface)
    if let fault { return drops.add(fault) }
    guard claim.isUsable else { return drops.add(.otherHost) }
    let payload = octets.extracting(header.payloadRange(available: octets.byteCount))
    var arrival = arrival
    arrival.isToEveryone = arrival.isToEveryone || header.destination != configuration.interface.address
    if header.fragment.isFragment {
      receiveFragment(header, payload, arrival)
    } else {
      deliver(header, payload, arrival)
    }
  }

  private mutating func receiveFragment(_ header: IPv4Header, _ payload: RawSpan, _ arrival: Arrival) {
    let evicted = reassembler.evicted
    switch reassembler.insert(header, payload, now: arrival.now) {
    case .whole(let datagram):
      var arrival = arrival
      arrival.isChecked = false
      deliver(datagram.header, datagram.payload.span.bytes, arrival)
    case .incomplete: break
    case .refused: drops.add(.badFragment)
    }
    drops.add(.incomplete, reassembler.evicted - evicted)
  }

  /// Gives a whole datagram to the transport it is for.
  mutating func deliver(_ header: IPv4Header, _ payload: RawSpan, _ arrival: Arrival) {
    switch header.protocol {
    case .icmp: receiveICMP(header, payload, arrival)
    case .udp: receiveUDP(header, payload, arrival)
    case .tcp:
      guard !arrival.isToEveryone else { return drops.add(.broadcastTCP) }
      tcp.receive(header, payload, isChecked: arrival.isChecked, now: arrival.now)
    default:
      drops.add(.otherTransport)
      sendError(.destinationUnreachable(.transportProtocol, nextHopMTU: 0), about: header, payload, now: arrival.now)
    }
  }
}
