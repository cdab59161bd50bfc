import PacketCodec

extension Stack {
  /// Takes an ARP packet: first what it says of its sender, then what it asks of us.
  ///
  /// Source: RFC 826, "Packet Reception"; RFC 1122 §2.3.2; RFC 5227 §2.
  mutating func receiveARP(_ octets: RawSpan, at station: MACAddress, now: Instant) {
    guard let packet = try? ARPPacket.decode(octets).header, isPlausible(packet) else { return drops.add(.badARP) }
    // Our own, heard again.
    guard packet.senderHardware != station else { return }
    let own = configuration.interface.address
    if packet.sender == own || (packet.isProbe && packet.target == own) {
      handleConflict(with: packet, now: now)
      if packet.sender == own { return }
    }
    guard claim.isUsable else { return }
    if !packet.isProbe { hear(packet, now: now) }
    if packet.operation == .request, packet.target == own {
      let answer = ARPPacket(
        operation: .reply, senderHardware: station, sender: own, targetHardware: packet.senderHardware,
        target: packet.sender)
      enqueue(ARPFrame(destination: packet.senderHardware, packet: answer))
    }
  }

  /// Whether a host can have sent it.
  private func isPlausible(_ packet: ARPPacket) -> Bool {
    guard packet.operation == .request || packet.operation == .reply else { return false }
    guard !packet.senderHardware.isMulticast, packet.senderHardware != .zero else { return false }
    switch configuration.interface.role(of: packet.sender) {
    case .own, .host: return true
    case .reserved: return packet.isProbe
    case .broadcast, .multicast, .loopback: return false
    }
  }

  private mutating func hear(_ packet: ARPPacket, now: Instant) {
    let answer = neighbors.hear(
      packet.sender, at: packet.senderHardware, isForUs: packet.target == configuration.interface.address, now: now)
    for datagram in answer.released where !released.append(datagram) { drops.add(.fullQueue) }
    if let wait = answer.wait { emit(.neighborFound(packet.sender, packet.senderHardware, after: wait)) }
  }

  private mutating func handleConflict(with packet: ARPPacket, now: Instant) {
    switch claim.conflict(isProbe: packet.isProbe, now: now) {
    case .defend:
      announce()
      emit(.addressDefended(against: packet.senderHardware))
    case .lost: emit(.addressLost(to: packet.senderHardware))
    case nil: break
    }
  }

  /// Does what the claim to the address asks for.
  mutating func take(_ step: AddressClaimStep) {
    switch step {
    case .probe: broadcast(from: .any, for: configuration.interface.address)
    case .claim:
      emit(.addressClaimed)
      announce()
    case .announce: announce()
    case .leave: emit(.addressClaimed)
    }
  }

  private mutating func announce() {
    broadcast(from: configuration.interface.address, for: configuration.interface.address)
  }

  private mutating func broadcast(from sender: IPv4Address, for target: IPv4Address) {
    ask(for: target, from: sender, at: nil)
  }

  /// Queues a question for `target`, to its station or to everyone.
  private mutating func ask(for target: IPv4Address, from sender: IPv4Address, at hardware: MACAddress?) {
    guard case .ethernet(let station) = configuration.port else { return }
    let packet = ARPPacket(
      operation: .request, senderHardware: station, sender: sender, targetHardware: .zero, target: target)
    enqueue(ARPFrame(destination: hardware ?? .broadcast, packet: packet))
  }

  private mutating func enqueue(_ frame: ARPFrame) {
    if !arp.append(frame) { drops.add(.fullQueue) }
  }

  /// Writes the next ARP frame.
  ///
  /// - Returns: false when there is none.
  mutating func sendARP(into output: inout OutputSpan<UInt8>) -> Bool {
    if arp.isEmpty, claim.isUsable, let request = neighbors.takeRequest() {
      ask(for: request.target, from: configuration.interface.address, at: request.hardware)
    }
    guard let frame = arp.popFirst() else { return false }
    writeLinkHeader(to: frame.destination, .arp, into: &output)
    frame.packet.encode(into: &output)
    return true
  }
}
