internal import PacketCodec

// What leaves: handshakes, text, probes, acknowledgments, and the RST of a connection that was given up.

extension TCPEndpoint {
  /// The next segment that is due, or nil.
  ///
  /// - Parameters:
  ///   - slot: what the segment says of whose text it is.
  ///   - most: the longest super-frame's text; a link without offload passes 0 and gets single segments.
  mutating func transmit(slot: Int, most: Int, now: Instant) -> OutgoingSegment? {
    if let header = farewell {
      farewell = nil
      return outgoing(header, count: 0, segment: 0, slot: nil)
    }
    if opening?.isDue == true { return synchronize(slot: slot, now: now) }
    guard let flow = state.flow else { return nil }
    if isOpenToText, state.name != .timeWait {
      if let segment = text(flow, slot: slot, most: most, now: now) { return segment }
      if sender.owesWindowProbe || owesKeepAlive { return probe(flow, now: now) }
    }
    return receiver.acknowledgment.isDue || isWindowNews(flow) ? bare(at: flow.send.next, flow, now: now) : nil
  }

  /// SYN, or SYN-ACK once the peer's SYN was seen.
  private mutating func synchronize(slot: Int, now: Instant) -> OutgoingSegment? {
    let initial: SequenceNumber
    var acknowledgment: SequenceNumber?
    switch state {
    case .synSent(let state): initial = state.initial
    case .synReceived(let state):
      initial = state.flow.send.initial
      acknowledgment = tookSynText ? state.flow.receive.next : state.flow.receive.initial + 1
    default: return nil
    }
    let text = textWithSyn()
    let fastOpen = opening?.attempts == 0 ? opening?.fastOpen : nil
    opening?.sent(now: now)
    let isAnswer = acknowledgment != nil
    var header = TCPHeader(
      sourcePort: tuple.local.port, destinationPort: tuple.remote.port, sequence: initial,
      acknowledgment: acknowledgment, flags: synchronizeFlags(isAnswer: isAnswer), window: UInt16(firstWindow))
    let usesTimestamps = isAnswer ? negotiation.usesTimestamps : options.timestamps
    let usesScaling = isAnswer ? negotiation.usesScaling : options.windowScaling
    header.options = SegmentOptions.synchronizing(
      maximumSegmentSize: largestSegment,
      windowShift: usesScaling ? offeredShift : nil,
      permitsSACK: isAnswer ? negotiation.usesSACK : options.selectiveAcknowledgment,
      timestamps: usesTimestamps
        ? TCPTimestamps(value: clock.reading(now), echoReply: peerTimestamps?.recent ?? 0) : nil)
    if let fastOpen { header.options.append(fastOpen) }
    if isAnswer { receiver.acknowledgment.acknowledged(withText: false) }
    return outgoing(header, count: text, segment: 0, slot: text > 0 ? slot : nil)
  }

  private func synchronizeFlags(isAnswer: Bool) -> TCPFlags {
    var flags: TCPFlags = .synchronize
    // A SYN that went unanswered may have died of its flags (RFC 3168 §6.1.1.1).
    if isAnswer {
      if negotiation.usesECN { flags.insert(.congestionEcho) }
    } else if options.congestionNotification, opening?.attempts ?? 0 <= 2 {
      flags.formUnion([.congestionEcho, .windowReduced])
    }
    return flags
  }

  /// Text, new or again.
  private mutating func text(_ flow: Flow, slot: Int, most: Int, now: Instant) -> OutgoingSegment? {
    var flow = flow
    let reports =
      negotiation.usesSACK && receiver.owesReports
      ? receiver.assembler.blocks(duplicate: receiver.duplicate) : SACKBlocks()
    let segment = max(
      1, sender.segmentOctets - SegmentOptions.octets(ofBlocks: min(reports.count, blockLimit(besideText: true))))
    // The pointer is said from where a segment begins, so what is cut from one that bears it would all say another place.
    let most = urgentEnd == nil ? max(segment, most) : segment
    guard let departure = sender.departure(flow.send, segment: segment, most: most, now: now) else {
      sender.persistIfStuck(flow.send, now: now)
      return nil
    }
    sender.depart(departure, &flow.send, segment: segment, clock: clock.reading(now), now: now)
    state.flow = flow
    var flags: TCPFlags = []
    // A super-frame's end is the end of a burst: its receiver had better not wait for more.
    if departure.isPushed && departure.count > 0 || !departure.isRetransmission && departure.count > segment {
      flags.insert(.push)
    }
    if departure.finishes { flags.insert(.finish) }
    let marks = negotiation.usesECN && !departure.isRetransmission && departure.count > 0
    if marks, sender.owesWindowReduced {
      sender.owesWindowReduced = false
      flags.insert(.windowReduced)
    }
    var header = header(at: departure.start, flags: flags, now: now, withText: departure.count > 0)
    pointToUrgent(&header, departure)
    var outgoing = outgoing(header, count: departure.count, segment: segment, slot: slot)
    if marks { outgoing.typeOfService |= 2 }
    return outgoing
  }

  /// Tells where urgent octets end, in each segment before that, or that they reach farther than the pointer can say.
  ///
  /// Source: RFC 9293 §3.8.5 (MUST-30, MUST-31, MUST-62).
  private func pointToUrgent(_ header: inout TCPHeader, _ departure: Departure) {
    guard let urgentEnd else { return }
    let ahead = urgentEnd.distance(from: departure.start)
    guard ahead > 0 else { return }
    header.urgentPointer = UInt16(clamping: ahead)
    header.flags.insert(.urgent)
  }

  /// A segment from before SND.UNA without text: whoever hears it must answer with its own place and window.
  ///
  /// Source: RFC 9293 §3.8.4, §3.8.6.1. Deviation: a closed window is probed without text, as in Linux and the BSDs; so
  /// nothing that may be refused is sent, and the answer is the same.
  private mutating func probe(_ flow: Flow, now: Instant) -> OutgoingSegment {
    sender.owesWindowProbe = false
    owesKeepAlive = false
    return bare(at: flow.send.unacknowledged + -1, flow, now: now)
  }

  private mutating func bare(at place: SequenceNumber, _ flow: Flow, now: Instant) -> OutgoingSegment {
    outgoing(header(at: place, flags: [], now: now, withText: false), count: 0, segment: 0, slot: nil)
  }

  /// True when so much was read that the peer had better know.
  ///
  /// Source: RFC 9293 §3.8.6.2.2.
  private func isWindowNews(_ flow: Flow) -> Bool {
    switch state {
    case .established, .finWait1, .finWait2: break
    default: return false
    }
    guard receiver.wasRead else { return false }
    let growth = offeredRoom - flow.receive.window
    let segment = max(receiver.acknowledgment.largestSegment, 1)
    return growth >= min(receiver.limit / 2, 2 * segment)
      && (flow.receive.window < segment * 2 || growth >= receiver.limit / 4)
  }

  /// Octets the peer could be told it may send: no more than the field can say.
  private var offeredRoom: Int { min(receiver.room, 65_535 << Int(negotiation.receiveShift)) }

  /// The header of any segment once both SYNs were seen; it acknowledges, so nothing is owed any more.
  mutating func header(at place: SequenceNumber, flags: TCPFlags, now: Instant, withText: Bool) -> TCPHeader {
    guard var flow = state.flow else { preconditionFailure("a segment without a connection") }
    let window = ReceiveWindow.field(
      &flow.receive, room: offeredRoom, limit: receiver.limit, segment: receiver.acknowledgment.largestSegment,
      shift: negotiation.receiveShift)
    state.flow = flow
    var flags = flags
    if echoesCongestion { flags.insert(.congestionEcho) }
    var header = TCPHeader(
      sourcePort: tuple.local.port, destinationPort: tuple.remote.port, sequence: place,
      acknowledgment: flow.receive.next, flags: flags, window: window)
    header.options = SegmentOptions.established(
      timestamps: timestamps(now),
      sack: negotiation.usesSACK && receiver.owesReports ? receiver.reports() : SACKBlocks(),
      blockLimit: blockLimit(besideText: withText))
    lastAcknowledged = flow.receive.next
    receiver.wasRead = false
    receiver.acknowledgment.acknowledged(withText: withText)
    return header
  }

  private func timestamps(_ now: Instant) -> TCPTimestamps? {
    peerTimestamps.map { TCPTimestamps(value: clock.reading(now), echoReply: $0.recent) }
  }

  private func outgoing(_ header: TCPHeader, count: Int, segment: Int, slot: Int?) -> OutgoingSegment {
    OutgoingSegment(
      source: tuple.local.address, destination: tuple.remote.address, header: header, payloadCount: count,
      segmentOctets: segment, typeOfService: options.differentiatedServices << 2, timeToLive: options.timeToLive,
      slot: slot)
  }
}

extension TCPHeader {
  /// A RST that its receiver believes.
  init(resetting tuple: FourTuple, _ numbers: ResetNumbers) {
    switch numbers {
    case .sequence(let place):
      self.init(
        sourcePort: tuple.local.port, destinationPort: tuple.remote.port, sequence: place, flags: .reset, window: 0)
    case .acknowledgment(let place):
      self.init(
        sourcePort: tuple.local.port, destinationPort: tuple.remote.port, sequence: SequenceNumber(0),
        acknowledgment: place, flags: .reset, window: 0)
    }
  }
}
