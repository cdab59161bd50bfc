import PacketCodec

extension Stack {
  /// Asks a host to send octets back. The answer comes as `.echoReply`, an error as `.echoFailure`; whether one comes in
  /// time is the caller's to judge.
  ///
  /// - Precondition: the payload is at most `EchoRequest.payloadLimit` octets, the time to live not 0.
  public mutating func send(_ request: EchoRequest) -> SendOutcome {
    precondition(request.payload.count <= EchoRequest.payloadLimit, "an echo longer than a datagram")
    precondition(request.timeToLive != 0, "an echo that does not live")
    echoIdentifiers.insert(request.identifier)
    return enqueue(
      Datagram(
        icmp: .echoRequest(identifier: request.identifier, sequence: request.sequence),
        payload: request.payload.span.bytes, from: configuration.interface.address, to: request.destination,
        timeToLive: request.timeToLive ?? configuration.timeToLive, mayFragment: request.mayFragment,
        identification: request.mayFragment ? identifications.next() : 0))
  }

  /// Queues a datagram of the application's.
  mutating func enqueue(_ datagram: Datagram) -> SendOutcome {
    if configuration.port != .datagrams, routes.nextHop(to: datagram.header.destination) == nil { return .noRoute }
    if datagram.header.fragment.isFragmentationForbidden, datagram.count > configuration.mtu { return .tooLong }
    return queued.append(datagram) ? .queued : .full
  }
}
