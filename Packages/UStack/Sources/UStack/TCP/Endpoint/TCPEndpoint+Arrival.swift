internal import PacketCodec

// A segment came. What it means is decided by the states; here it is performed, and nowhere else.

extension TCPEndpoint {
  /// Takes a segment of this connection.
  ///
  /// - Parameters:
  ///   - segment: its header, read.
  ///   - peerOptions: its options, which count in a SYN.
  ///   - payload: its text.
  mutating func receive(_ segment: IncomingSegment, options peerOptions: TCPOptions, payload: RawSpan, now: Instant) {
    let outcome = outcome(of: segment, now: now)
    if outcome == .accept || outcome == .acknowledge { noteHeard(now) }
    if defers(segment, outcome) {
      opening?.isDeferred = true
      return
    }
    switch outcome {
    case .drop: break
    case .acknowledge: acknowledgeOdd(segment, now: now)
    case .challenge: if answers.admits(now: now) { receiver.acknowledgment.oweNow() }
    case .refuse(let numbers): farewell = TCPHeader(resetting: tuple, numbers)
    case .close(let reason): close(because: reason)
    case .enter(let next):
      enter(next, by: segment, options: peerOptions, now: now)
      if state.flow != nil { accept(segment, payload: payload, now: now) }
    case .accept:
      accept(segment, payload: payload, now: now)
    }
  }

  /// True when a handshake would be over, but its listener waits for text first: the peer's acknowledgment is passed over,
  /// until it was asked for so often that nobody can be waiting with text.
  @inline(__always)
  private func defers(_ segment: IncomingSegment, _ outcome: TCPOutcome) -> Bool {
    guard case .synReceived(let old) = state, old.origin == .passive, case .enter = outcome, let opening, let deferral,
      segment.count == 0
    else { return false }
    return opening.attempts <= deferral
  }

  /// How often our SYN-ACK may be sent before an acknowledgment without text is enough, or nil.
  var deferral: Int? { options.deferredAcceptance.map { Opening.repetitions(in: $0) } }

  @inline(__always)
  private func outcome(of segment: IncomingSegment, now: Instant) -> TCPOutcome {
    switch state {
    case .closed: return Closed.receiving(segment)
    case .synSent(let state):
      if let place = segment.acknowledgment, !segment.isReset, !echoesOurSyn(segment, now: now) {
        return .refuse(with: .sequence(place))
      }
      return state.receiving(segment, window: firstWindow)
    default:
      guard let flow = state.flow else { return .drop }
      if negotiation.usesTimestamps, segment.timestamps == nil, !segment.isReset { return .drop }
      let isOld = peerTimestamps.flatMap { recent in
        segment.timestamps.map { recent.isOlder($0.value, now: now) }
      }
      return SegmentArrival.outcome(
        of: segment, in: state, flow: flow, isOldDuplicate: isOld ?? false, windowShift: negotiation.sendShift)
    }
  }

  /// False for a SYN-ACK that echoes a reading of our clock from before our SYN, or from the future: it answers another.
  ///
  /// Source: RFC 7323 §3.2 (TSecr is valid with ACK), §4.3.
  @inline(__always)
  private func echoesOurSyn(_ segment: IncomingSegment, now: Instant) -> Bool {
    guard options.timestamps, let echo = segment.timestamps?.echoReply, echo != 0, let first = opening?.firstSent else {
      return true
    }
    return clock.age(of: echo, now: now).map { $0 <= now - first + TimestampClock.tick } ?? false
  }

  private mutating func noteHeard(_ now: Instant) {
    if now - lastHeard > sender.roundTrip.timeout { receiver.acknowledgment.wake() }
    lastHeard = now
    keepAliveProbes = 0
  }

  /// Not acceptable: its sender is told where we are, text always, the rest not too often.
  private mutating func acknowledgeOdd(_ segment: IncomingSegment, now: Instant) {
    if case .timeWait(var state) = state, segment.isFinish {
      state.receivingFinishAgain(now: now)
      self.state = .timeWait(state)
    }
    if let flow = state.flow { receiver.noteOutside(segment, flow.receive) }
    if segment.payloadCount > 0 || segment.isFinish || answers.admits(now: now) { receiver.acknowledgment.oweNow() }
  }

  /// The handshake makes a step.
  private mutating func enter(_ next: TCPState, by segment: IncomingSegment, options peer: TCPOptions, now: Instant) {
    switch (state, next) {
    case (.synSent(let old), .synReceived):
      agree(with: peer, segment, initial: old.initial, now: now)
      opening = Opening()
      state = next
    case (.synSent(let old), .established):
      agree(with: peer, segment, initial: old.initial, now: now)
      state = next
      takeAcknowledgedSynText(old)
      // Who waits with a question waits for an answer.
      if sender.buffer.count > max(0, old.textCount) { receiver.acknowledgment.converse() }
      finishOpening(now: now)
      receiver.acknowledgment.oweNow()
    case (.synReceived, .synReceived):
      opening?.isDue = true
    default:
      state = next
      if let send = state.flow?.send { sender.buffer.acknowledge(upTo: send.unacknowledged) }
      finishOpening(now: now)
      // Both opened at once, and the peer's answer is here before ours has left, which now never will.
      if segment.isSynchronize { receiver.acknowledgment.oweNow() }
    }
    if let flow = state.flow { lastAcknowledged = flow.receive.next }
  }

  /// What left with our SYN and was taken needs not be kept.
  private mutating func takeAcknowledgedSynText(_ old: TCPState.SynSent) {
    guard old.textCount > 0, let send = state.flow?.send else { return }
    sender.buffer.acknowledge(upTo: send.unacknowledged)
    hasSynText = send.unacknowledged == old.initial + 1 + old.textCount
  }

  /// Our SYN is acknowledged: the connection stands.
  private mutating func finishOpening(now: Instant) {
    if let opening {
      if let measured = opening.roundTrip(now: now) { sender.roundTrip.measure(measured) }
      if opening.attempts > 1 { sender.noteLostSYN(options.congestion) }
    }
    opening = nil
    lastHeard = now
    if let flow = state.flow, !sender.scoreboard.isEmpty { sender.restartTimer(flow.send, reordering: nil, now: now) }
    events.insert(receiver.readable > 0 ? [.connected, .writable, .readable] : [.connected, .writable])
    if sender.buffer.isFinished, case .established(let established) = state { state = established.finishing() }
  }

  /// A good segment: acknowledgment, window, urgent pointer, text, FIN, in this order.
  ///
  /// Source: RFC 9293 §3.10.7.4, fifth to eighth step.
  private mutating func accept(_ segment: IncomingSegment, payload: RawSpan, now: Instant) {
    guard var flow = state.flow else { return }
    if let timestamps = segment.timestamps {
      peerTimestamps?.take(
        timestamps.value, sequence: segment.sequence, lastAcknowledged: lastAcknowledged, now: now)
    }
    takeCongestionMarks(segment)
    if let place = segment.acknowledgment, !segment.isSynchronize {
      takeAcknowledgment(place, segment, &flow, now: now)
    }
    state.flow = flow
    takeFinishAcknowledged(flow, now: now)
    guard state.flow != nil else { return }
    takeText(segment, payload: payload, now: now)
  }

  private mutating func takeCongestionMarks(_ segment: IncomingSegment) {
    guard negotiation.usesECN else { return }
    if segment.flags.contains(.windowReduced) { echoesCongestion = false }
    if segment.isCongestionMarked { echoesCongestion = true }
  }

  private mutating func takeAcknowledgment(
    _ place: SequenceNumber, _ segment: IncomingSegment, _ flow: inout Flow, now: Instant
  ) {
    let roomBefore = sender.buffer.room
    let hasNewWindow = flow.send.updateWindow(
      Int(segment.window) << Int(negotiation.sendShift), sequence: segment.sequence, acknowledgment: place)
    let acknowledgment = Acknowledgment(
      place: place, sack: segment.sack, echo: segment.timestamps?.echoReply,
      echoAge: segment.timestamps.flatMap { clock.age(of: $0.echoReply, now: now) },
      isBare: segment.count == 0 && !hasNewWindow,
      tellsOfCongestion: negotiation.usesECN && segment.flags.contains(.congestionEcho))
    sender.acknowledge(acknowledgment, &flow.send, now: now)
    sender.persistIfStuck(flow.send, now: now)
    if sender.buffer.room > roomBefore, sender.buffer.room >= sender.buffer.limit / 3 { events.insert(.writable) }
    if let end = urgentEnd, !flow.send.unacknowledged.precedes(end) { urgentEnd = nil }
  }

  /// Our FIN is acknowledged: each state knows what that means to it.
  private mutating func takeFinishAcknowledged(_ flow: Flow, now: Instant) {
    guard sender.buffer.isFinished, sender.buffer.end.precedes(flow.send.unacknowledged) else { return }
    switch state {
    case .finWait1(let old): state = old.finishAcknowledged(until: isOrphan ? now + options.closingPatience : nil)
    case .closing(let old):
      state = old.finishAcknowledged(now: now)
      events.insert(.finished)
    case .lastAck(let old):
      if case .closed(let reason) = old.finishAcknowledged() { close(because: reason) }
    default: break
    }
  }

  private mutating func takeText(_ segment: IncomingSegment, payload: RawSpan, now: Instant) {
    switch state {
    case .established, .finWait1, .finWait2: keepText(segment, payload: payload, now: now)
    case .synReceived:
      // Text is kept until the handshake is over; a FIN will come again, when there is something to finish.
      var withoutFinish = segment
      withoutFinish.flags.remove(.finish)
      keepText(withoutFinish, payload: payload, now: now)
    case .timeWait(let state): takeInTimeWait(segment, state, now: now)
    default: break
    }
  }

  private mutating func keepText(_ segment: IncomingSegment, payload: RawSpan, now: Instant) {
    guard var flow = state.flow else { return }
    if let end = segment.urgentEnd, receiver.takeUrgent(end, flow.receive) { events.insert(.urgent) }
    guard payload.byteCount > 0 || segment.isFinish else { return }
    if peerTimestamps != nil, let age = segment.timestamps.flatMap({ clock.age(of: $0.echoReply, now: now) }) {
      receiver.measure(age)
    }
    let arrival = receiver.take(segment, payload: payload, &flow.receive, now: now)
    state.flow = flow
    if arrival.advanced > 0 {
      if isOrphan { return refuseText(segment) }
      events.insert(.readable)
    }
    if arrival.isFinished { takeFinish(now: now) }
  }

  /// Text for a program that has closed: its sender must not believe that it was read (SHLD-3). What the segment
  /// acknowledges is what its sender expects next, whatever of ours is still on its way, so it will believe the RST.
  ///
  /// Source: RFC 9293 §3.6.1; RFC 5961 §3.2.
  private mutating func refuseText(_ segment: IncomingSegment) {
    farewell = segment.acknowledgment.map { TCPHeader(resetting: tuple, .sequence($0)) }
    close(because: .aborted)
  }

  /// Nothing new can come from a peer that finished; whatever takes a place, or stands in a wrong one, is told again
  /// where we are.
  ///
  /// Source: RFC 9293 §3.10.7.4, eighth step, TIME-WAIT.
  private mutating func takeInTimeWait(_ segment: IncomingSegment, _ state: TCPState.TimeWait, now: Instant) {
    guard segment.count > 0 else {
      if segment.sequence != state.flow.receive.next, answers.admits(now: now) { receiver.acknowledgment.oweNow() }
      return
    }
    receiver.acknowledgment.oweNow()
    guard segment.isFinish else { return }
    var state = state
    state.receivingFinishAgain(now: now)
    self.state = .timeWait(state)
  }

  /// The peer's FIN is in order: each state knows what that means to it.
  ///
  /// Source: RFC 9293 §3.10.7.4, eighth step.
  private mutating func takeFinish(now: Instant) {
    events.insert([.readable, .peerFinished])
    switch state {
    case .established(let old): state = old.receivingFinish()
    case .finWait1(let old): state = old.receivingFinish()
    case .finWait2(let old):
      state = old.receivingFinish(now: now)
      events.insert(.finished)
    default: break
    }
  }
}
