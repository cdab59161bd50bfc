internal import PacketCodec

// What the application asks of a connection.

extension TCPEndpoint {
  /// The application takes it from its listener.
  mutating func beAccepted() -> (peer: TransportAddress, hasNews: Bool) {
    awaitsAcceptance = false
    return (tuple.remote, !events.isEmpty)
  }

  /// Takes octets to be sent.
  ///
  /// - Returns: how many; 0 when the buffer is full or nothing more may be sent.
  ///
  /// Source: RFC 9293 §3.10.2.
  mutating func write(_ octets: RawSpan, _ flags: WriteFlags) -> Int {
    switch state {
    case .synSent, .synReceived, .established, .closeWait:
      sender.awaitsMore = flags.contains(.more)
      return sender.buffer.write(octets, flags)
    default: return 0
    }
  }

  /// The application chose otherwise.
  mutating func follow(_ chosen: ConnectionOptions) {
    let before = options
    options = chosen
    sender.noDelay = chosen.noDelay
    if chosen.pacing != before.pacing { sender.pacer = Pacer(chosen.pacing) }
    sender.buffer.limit = chosen.sendBuffer
    if state.flow != nil, chosen.maximumSegment != before.maximumSegment { sender.segmentOctets = effectiveSegment }
  }

  /// Small segments that wait, go.
  mutating func push() {
    sender.awaitsMore = false
    if let flow = state.flow, sender.hasUnsent(flow.send) { sender.overridesManners = true }
  }

  /// Marks all that was written as urgent.
  mutating func markUrgent() { urgentEnd = sender.buffer.end }

  /// Moves what came into `output`.
  ///
  /// Source: RFC 9293 §3.10.3.
  mutating func read(into output: inout OutputSpan<UInt8>, now: Instant) -> TCP.ReadResult {
    // Text that came with a SYN is not given away before the handshake, or a cookie, shows who its sender is.
    guard isOpenToText else { return .nothing }
    let count = receiver.read(into: &output, roundTrip: sender.roundTrip.smoothed, now: now)
    if count > 0 { return .octets(count) }
    if let reason = closeReason, reason != .finished { return .failed(reason) }
    return isAtEnd ? .end : .nothing
  }

  /// What the application is to be told, once.
  mutating func takeEvents() -> TCPEvents {
    defer { events = [] }
    return events
  }

  /// True when the peer finished and all it sent was read, or there is no connection any more.
  var isAtEnd: Bool {
    guard receiver.readable == 0 else { return false }
    switch state {
    case .closeWait, .closing, .lastAck, .timeWait, .closed: return true
    case .synSent, .synReceived, .established, .finWait1, .finWait2: return false
    }
  }

  /// The application has no more to say, and may go on reading.
  ///
  /// Source: RFC 9293 §3.10.4.
  mutating func finish() {
    guard !sender.buffer.isFinished else { return }
    sender.buffer.finish()
    switch state {
    case .synReceived(var old): old.isFinishing = true; state = .synReceived(old)
    case .established(let old): state = old.finishing()
    case .closeWait(let old): state = old.finishing()
    default: break
    }
  }

  /// The application does not want to hear more; what comes is acknowledged and dropped.
  mutating func stopReading() { receiver.discard() }

  /// The application is done. Text it did not read makes this a reset, lest the peer believe it was. A peer that never
  /// finishes must not cost us a connection for ever: its FIN is waited for so long as the options say.
  ///
  /// Source: RFC 9293 §3.6.1 (SHLD-3), §3.10.4.
  mutating func closeByApplication(now: Instant) {
    isOrphan = true
    if case .synSent = state { return close(because: .aborted) }
    if receiver.readable > 0 { return abort(now: now) }
    finish()
    if case .finWait2(var old) = state {
      old.until = now + options.closingPatience
      state = .finWait2(old)
    }
  }

  /// The application gives the connection up: the peer is told by RST.
  ///
  /// Source: RFC 9293 §3.10.5.
  mutating func abort(now: Instant) {
    switch state {
    case .synReceived, .established, .finWait1, .finWait2, .closeWait: giveUp(because: .aborted, now: now)
    case .closed, .synSent, .closing, .lastAck, .timeWait: close(because: .aborted)
    }
  }

  /// Ends the connection and tells the peer by RST.
  mutating func giveUp(because reason: CloseReason, now: Instant) {
    if let flow = state.flow { farewell = header(at: flow.send.next, flags: .reset, now: now, withText: false) }
    close(because: reason)
  }
}
