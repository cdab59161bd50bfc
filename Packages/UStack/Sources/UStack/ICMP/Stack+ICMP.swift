import PacketCodec

extension Stack {
  /// Takes an ICMP message.
  ///
  /// Echoes to everyone are not answered, and Source Quench and Redirect are not obeyed: the first would make us part of
  /// a flood, the second is obsolete, the third lets a neighbour take our traffic.
  ///
  /// Source: RFC 792; RFC 1122 §3.2.2; RFC 6633 §4.
  mutating func receiveICMP(_ header: IPv4Header, _ octets: RawSpan, _ arrival: Arrival) {
    guard let (icmp, offset) = try? ICMPHeader.decode(octets), ICMPHeader.isChecksumValid(octets) else {
      return drops.add(.badICMP)
    }
    let payload = octets.extracting(offset ..< octets.byteCount)
    switch icmp.message {
    case .echoRequest(let identifier, let sequence):
      guard configuration.answersEcho, !arrival.isToEveryone else { return drops.add(.ignoredICMP) }
      let reply = ICMPMessage.echoReply(identifier: identifier, sequence: sequence)
      offer(
        Datagram(
          icmp: reply, payload: payload, from: header.destination, to: header.source,
          timeToLive: configuration.timeToLive, typeOfService: header.typeOfService & 0xFC,
          identification: identifications.next()))
    case .echoReply(let identifier, let sequence):
      guard echoIdentifiers.contains(identifier) else { return drops.add(.strayICMP) }
      emit(
        .echoReply(
          EchoReply(
            source: header.source, identifier: identifier, sequence: sequence, timeToLive: header.timeToLive,
            payload: [UInt8](copying: payload), time: arrival.now)))
    case .destinationUnreachable, .timeExceeded, .parameterProblem:
      receiveError(icmp.message, payload, from: header.source, now: arrival.now)
    case .sourceQuench, .redirect, .timestampRequest, .timestampReply, .other:
      drops.add(.ignoredICMP)
    }
  }

  private mutating func receiveError(
    _ message: ICMPMessage, _ payload: RawSpan, from reporter: IPv4Address, now: Instant
  ) {
    guard let quotation = try? QuotedDatagram.decode(payload).header else { return drops.add(.badICMP) }
    // What follows the header of a later fragment is no transport's header.
    guard quotation.header.source == configuration.interface.address, quotation.header.fragment.offset == 0,
      report(DeliveryError(reporter: reporter, message: message, time: now), about: quotation)
    else { return drops.add(.strayICMP) }
    guard case .destinationUnreachable(.fragmentationNeeded, let mtu) = message,
      let estimate = pathMTU.receive(nextHopMTU: mtu, about: quotation.header, now: now)
    else { return }
    tcp.receive(pathMTU: estimate.mtu, to: quotation.header.destination, now: now)
  }

  /// Tells the transport that sent it that a datagram was not delivered.
  ///
  /// - Returns: false when nobody here sent it.
  private mutating func report(_ error: DeliveryError, about quotation: QuotedDatagram) -> Bool {
    let destination = quotation.header.destination
    switch quotation.header.protocol {
    case .tcp:
      let isOurs = error.reporter == configuration.interface.address
      return tcp.receive(error.message, about: quotation, isOurs: isOurs, now: error.time)
    case .udp:
      guard udp.isBound(quotation.sourcePort) else { return false }
      emit(
        .udpFailure(
          UDPFailure(
            port: quotation.sourcePort, destination: destination, destinationPort: quotation.destinationPort,
            error: error)))
      return true
    case .icmp:
      let message = ICMPMessage(
        type: UInt8(quotation.leadingOctets >> 56), code: UInt8(truncatingIfNeeded: quotation.leadingOctets >> 48),
        rest: quotation.secondWord)
      guard case .echoRequest(let identifier, let sequence) = message, echoIdentifiers.contains(identifier) else {
        return false
      }
      emit(
        .echoFailure(
          EchoFailure(destination: destination, identifier: identifier, sequence: sequence, error: error)))
      return true
    default:
      return false
    }
  }

  /// Gives up a datagram of our own, and tells who sent it.
  mutating func fail(_ datagram: Datagram, _ message: ICMPMessage, now: Instant) {
    drops.add(.undeliverable)
    let error = DeliveryError(reporter: configuration.interface.address, message: message, time: now)
    guard report(error, about: datagram.quotation),
      case .destinationUnreachable(.fragmentationNeeded, let mtu) = message
    else { return }
    // A connection younger than what is known of its path.
    tcp.receive(pathMTU: Int(mtu), to: datagram.header.destination, now: now)
  }

  /// Sends an error about a datagram that came, where one may be sent.
  mutating func sendError(_ message: ICMPMessage, about header: IPv4Header, _ payload: RawSpan, now: Instant) {
    guard ICMPErrorPolicy.allows(about: header, payload: payload, at: configuration.interface) else { return }
    guard errorPolicy.take(now: now) else { return drops.add(.rateLimited) }
    offer(
      ICMPError.datagram(
        message, about: header, payload: payload, timeToLive: configuration.timeToLive,
        identification: identifications.next()))
  }

  /// Tells a sender that its fragments did not all come.
  mutating func report(_ failure: ReassemblyFailure, now: Instant) {
    drops.add(.incomplete)
    guard let datagram = failure.quotable else { return }
    sendError(
      .timeExceeded(code: 1), about: datagram.header, datagram.payload.span.bytes, now: now)
  }

  /// Queues a datagram of ICMP's own; one too many is lost, as on a wire.
  private mutating func offer(_ datagram: Datagram) {
    if !queued.append(datagram) { drops.add(.fullQueue) }
  }
}
