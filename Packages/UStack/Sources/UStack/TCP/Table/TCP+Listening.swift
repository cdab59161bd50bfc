internal import PacketCodec

// Segments of no connection: for a listener, or for nobody.

extension TCP {
  /// A segment whose ends no connection has.
  mutating func receiveUnconnected(
    _ segment: IncomingSegment, _ options: TCPOptions, _ payload: RawSpan, _ tuple: FourTuple, now: Instant
  ) {
    guard let index = listener(for: tuple.local) else {
      if case .refuse(let numbers) = Closed.receiving(segment) { refuse(tuple, numbers) }
      return
    }
    switch Listen.receiving(segment) {
    case .none: break
    case .open: open(segment, options, payload, tuple, listener: index, now: now)
    case .acknowledgment(let place):
      if acceptCookie(segment, payload, tuple, acknowledging: place, listener: index, now: now) { return }
      refuse(tuple, .sequence(place))
    }
  }

  private mutating func refuse(_ tuple: FourTuple, _ numbers: ResetNumbers) {
    reply(
      OutgoingSegment(
        source: tuple.local.address, destination: tuple.remote.address,
        header: TCPHeader(resetting: tuple, numbers), payloadCount: 0, segmentOctets: 0, typeOfService: 0,
        timeToLive: 64))
  }

  /// The listener for this end: one for the very address comes before one for any.
  func listener(for local: TransportAddress) -> Int? {
    listenersByPort[local] ?? listenersByPort[TransportAddress(.any, local.port)]
  }

  /// A SYN for a listener: a connection begins, or a cookie goes out, or it is dropped to come again later.
  private mutating func open(
    _ segment: IncomingSegment, _ options: TCPOptions, _ payload: RawSpan, _ tuple: FourTuple, listener index: Int,
    now: Instant
  ) {
    guard let listener = listeners[index], !listener.isFull else { return }
    guard listener.admitsHandshake, count < configuration.maximumConnections else {
      if configuration.usesCookies { sendCookie(segment, options, tuple, listener: index, now: now) }
      return
    }
    let answer = fastOpenAnswer(segment, options, tuple, listener)
    let slot = accept(
      segment, options, tuple, initial: InitialSequence.number(for: tuple, hash, now: now), listener: index, now: now)
    guard let slot else { return }
    switch answer {
    case .ignore: break
    case .offer(let cookie): slots[slot].endpoint.opening?.fastOpen = cookie
    case .take:
      slots[slot].endpoint.takeSynText(segment, payload: payload, now: now)
      noteFastOpen(slot, listener: index)
    }
    settle(slot, now: now)
  }

  @discardableResult
  private mutating func accept(
    _ segment: IncomingSegment, _ options: TCPOptions, _ tuple: FourTuple, initial: SequenceNumber,
    listener index: Int, now: Instant
  ) -> Int? {
    guard let listener = listeners[index] else { return nil }
    let endpoint = TCPEndpoint(
      answering: segment, options: options, on: tuple, initial: initial,
      clock: InitialSequence.clock(for: tuple, hash), pathMTU: linkMTU,
      options: listener.options, now: now)
    let slot = insert(endpoint, listener: ListenerID(index: index, generation: listener.generation))
    listeners[index]?.handshakes += 1
    settle(slot, now: now)
    return slot
  }

  /// A SYN for a connection that only waits for old segments to die: the successor takes its ends, and its place in the
  /// table, unless the application still reads what came. Where there is no room, the SYN is dropped to come again.
  ///
  /// - Returns: false for any other segment.
  ///
  /// Source: RFC 6191 §2; RFC 9293 §3.10.7.4 (MAY-2).
  mutating func replaceTimeWait(
    _ slot: Int, _ segment: IncomingSegment, _ options: TCPOptions, _ tuple: FourTuple, now: Instant
  ) -> Bool {
    guard segment.isSynchronize, case .timeWait(let state) = slots[slot].endpoint.state,
      state.admitsSuccessor(segment, recent: slots[slot].endpoint.peerTimestamps?.recent),
      let index = listener(for: tuple.local), let listener = listeners[index]
    else { return false }
    let inherits = slots[slot].endpoint.isOrphan
    guard !listener.isFull, listener.admitsHandshake, inherits || count < configuration.maximumConnections else {
      return true
    }
    // Its numbers begin beyond all that its predecessor used.
    let initial = state.flow.send.next + 65_537
    slots[slot].endpoint.close(because: .finished)
    settle(slot, now: now)
    accept(segment, options, tuple, initial: initial, listener: index, now: now)
    return true
  }

  // MARK: Cookies

  private mutating func sendCookie(
    _ segment: IncomingSegment, _ options: TCPOptions, _ tuple: FourTuple, listener index: Int, now: Instant
  ) {
    guard let listener = listeners[index] else { return }
    listeners[index]?.lastCookie = now
    let offered = Negotiation(
      offered: listener.options, shift: ReceiveWindow.shift(for: listener.options.receiveBuffer.most), peer: options)
    let number = SynCookie(hash: hash).number(
      for: tuple, peer: segment.sequence, maximumSegmentSize: offered.peerMaximumSegmentSize, now: now)
    let reading = InitialSequence.clock(for: tuple, hash).reading(now)
    let stamp = SynCookie.timestamp(
      reading, shift: offered.usesTimestamps && listener.options.windowScaling ? options.windowScale : nil,
      permitsSACK: offered.usesSACK)
    var header = TCPHeader(
      sourcePort: tuple.local.port, destinationPort: tuple.remote.port, sequence: number,
      acknowledgment: segment.sequence + 1, flags: .synchronize,
      window: UInt16(min(listener.options.receiveBuffer.start, 65_535)))
    // Without timestamps nothing remembers scaling and SACK, so they are not agreed to.
    header.options = SegmentOptions.synchronizing(
      maximumSegmentSize: linkMTU - TCPEndpoint.headerOctets,
      windowShift: offered.usesTimestamps && listener.options.windowScaling && options.windowScale != nil
        ? ReceiveWindow.shift(for: listener.options.receiveBuffer.most) : nil,
      permitsSACK: offered.usesTimestamps && offered.usesSACK,
      timestamps: offered.usesTimestamps
        ? TCPTimestamps(value: stamp, echoReply: segment.timestamps?.value ?? 0) : nil)
    reply(
      OutgoingSegment(
        source: tuple.local.address, destination: tuple.remote.address, header: header, payloadCount: 0,
        segmentOctets: 0, typeOfService: 0, timeToLive: listener.options.timeToLive))
  }

  /// An acknowledgment for a listener: with a good cookie it is the end of a handshake that nobody remembers.
  ///
  /// - Returns: true when a connection came of it.
  private mutating func acceptCookie(
    _ segment: IncomingSegment, _ payload: RawSpan, _ tuple: FourTuple, acknowledging place: SequenceNumber,
    listener index: Int, now: Instant
  ) -> Bool {
    guard let listener = listeners[index], let last = listener.lastCookie, now - last < SynCookie.turn * 2,
      !segment.isSynchronize, !listener.isFull, count < configuration.maximumConnections,
      let size = SynCookie(hash: hash).maximumSegmentSize(
        acknowledging: place + -1, for: tuple, peer: segment.sequence + -1, now: now)
    else { return false }
    var opening = segment
    opening.sequence = segment.sequence + -1
    opening.acknowledgment = nil
    opening.flags = .synchronize
    opening.payloadCount = 0
    let options = SynCookie.options(
      maximumSegmentSize: size, echo: segment.timestamps?.echoReply, peer: segment.timestamps?.value ?? 0)
    guard let slot = accept(opening, options, tuple, initial: place + -1, listener: index, now: now) else {
      return false
    }
    slots[slot].endpoint.opening?.sent(now: now)
    // When the cookie left, nobody remembers, so its answer measures nothing.
    slots[slot].endpoint.opening?.firstSent = nil
    slots[slot].endpoint.receive(segment, options: TCPOptions(), payload: payload, now: now)
    settle(slot, now: now)
    return true
  }

  // MARK: From handshake to acceptance

  /// A connection of a listener left SYN-RECEIVED: it waits to be accepted now, or it is no more.
  mutating func noteHandshake(_ slot: Int, _ state: TCPStateName) {
    guard let id = slots[slot].listener, state != .synReceived else { return }
    if state != .closed { return awaitAcceptance(slot) }
    slots[slot].listener = nil
    if listeners[id.index]?.generation == id.generation { listeners[id.index]?.handshakes -= 1 }
  }

  /// Puts a connection in line to be accepted.
  mutating func awaitAcceptance(_ slot: Int) {
    guard let id = slots[slot].listener else { return }
    slots[slot].listener = nil
    guard listeners[id.index]?.generation == id.generation else { return }
    listeners[id.index]?.handshakes -= 1
    let connection = self.id(of: slot)
    listeners[id.index]?.accepted.append(connection)
    slots[slot].isInLine = true
    listenerNews.append(id.index)
  }
}
