import PacketCodec

extension Inspector {
  mutating func watchTCP(_ datagram: Frame.Datagram, _ payload: RawSpan, _ octets: RawSpan) -> FiveTuple {
    let ip = datagram.ip
    guard let (header, start) = try? TCPHeader.decode(payload) else { return Self.tuple(ip, nil) }
    let tuple = Self.tuple(ip, (header.sourcePort, header.destinationPort))
    let isOutermost = datagram.layout.tcp?.carrier.offset == datagram.extent.offset
    if isOutermost, let isValid = datagram.layout.isTCPChecksumValid(in: octets) {
      guard isFit(isValid, header.checksum, .tcp, ip, count: datagram.payloadCount) else { return tuple }
    }
    if header.control == .contradictory {
      sight(.malformed, ip, .contradictoryFlags(header.flags))
      return tuple
    }
    if header.control == .synchronize, tuple.source == tuple.destination, !ip.source.isLoopback {
      sight(.malformed, ip, .ownEnd)
      return tuple
    }
    take(header, tuple, payloadCount: datagram.payloadCount - start, octets: datagram.extent.count)
    return tuple
  }

  private mutating func take(_ header: TCPHeader, _ tuple: FiveTuple, payloadCount: Int, octets: Int) {
    let begins = header.control == .synchronize && header.acknowledgment == nil
    // The tuple is used again; what was over was told.
    if begins, let place = flows.place(of: tuple.key), flows[place].phase == .over { flows.remove(place) }
    let (place, isNew, isForward) = flow(of: tuple, octets: octets)
    let step = flows[place].take(header, payloadCount: payloadCount, isForward: isForward)
    if isNew, header.flags.isDisjoint(with: [.synchronize, .acknowledgment, .reset]), let scan = thresholds[.portScan] {
      // No TCP sends this. Who does asks by it, and hopes that nobody writes it down.
      seek(tuple, scan)
    }
    follow(step, place, tuple)
    report(step, flows.key(at: place), tuple)
    if let end = step.end { tell(flows[place], end) }
    rest(place)
  }

  /// What a step does to those who count handshakes.
  private mutating func follow(_ step: FlowStep, _ place: Int, _ tuple: FiveTuple) {
    if step.beginsHandshake {
      if let threshold = thresholds[.portScan] { seek(tuple, threshold) }
      if let threshold = thresholds[.synFlood] { begin(tuple, place, threshold) }
    }
    if step.answersHandshake { scan.answer(tuple.destination.address, from: tuple.source) }
    if step.endsHandshake, let moment = flows[place].handshake, let threshold = thresholds[.synFlood] {
      handshakes.end(flows[place].tuple.destination, begun: moment, threshold)
      flows[place].handshake = nil
    }
  }

  private mutating func begin(_ tuple: FiveTuple, _ place: Int, _ threshold: Threshold) {
    flows[place].handshake = now
    let (count, source) = handshakes.begin(tuple, threshold, now: now)
    guard count >= threshold.count else { return }
    sight(Matter(.synFlood, tuple.destination.rawValue), source, .endpoint(tuple.destination), isCounted: true) { _ in
      .halfOpen(count)
    }
  }

  private mutating func report(_ step: FlowStep, _ key: FlowKey, _ tuple: FiveTuple) {
    let source = Party.endpoint(tuple.source), destination = Party.endpoint(tuple.destination)
    if let distance = step.strayReset {
      sight(Matter(.blindReset, key), source, destination) { .strayResets($0, distance: distance) }
    }
    if let count = step.octetsAfterFin {
      sight(Matter(.dataAfterFin, key), source, destination) { _ in .octetsAfterFin(count) }
    }
  }
}
