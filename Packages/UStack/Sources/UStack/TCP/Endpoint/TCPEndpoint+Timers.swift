internal import PacketCodec

// What time does to a connection.

extension TCPEndpoint {
  /// The next moment `expire` has work, or nil when only a segment or the application can move this end.
  @inline(__always)
  var deadline: Instant? {
    if case .closed = state { return nil }
    // Before the handshake is over, only it is sent again.
    var earliest = opening == nil ? sender.deadline : nil
    earliest = .earliest(earliest, receiver.acknowledgment.deadline)
    if let opening, !opening.isDue { earliest = .earliest(earliest, opening.deadline) }
    if options.keepAlive != nil { earliest = .earliest(earliest, keepAliveDeadline) }
    if options.userTimeout != nil { earliest = .earliest(earliest, userTimeoutDeadline) }
    switch state {
    case .finWait2(let state): return .earliest(earliest, state.until)
    case .timeWait(let state): return .earliest(earliest, state.until)
    default: return earliest
    }
  }

  /// Does what is due.
  mutating func expire(now: Instant) {
    receiver.acknowledgment.expire(now: now)
    expireOpening(now: now)
    expireState(now: now)
    expireKeepAlive(now: now)
    if let deadline = userTimeoutDeadline, deadline <= now { return timeOut(now: now) }
    sender.pacer?.release(now: now)
    guard opening == nil, let flow = state.flow, let deadline = sender.timer.deadline, deadline <= now else { return }
    switch sender.expire(flow.send, now: now) {
    case .handled: break
    case .timedOut(let inARow):
      if inARow > Self.toleratedTimeouts { events.insert(.troubled) }
      if inARow > options.retries { timeOut(now: now) }
    }
  }

  /// R1: timeouts in a row after which the application hears of it (RFC 9293 §3.8.3, SHLD-10).
  static let toleratedTimeouts = 3

  /// The peer does not answer. It is told, should it hear after all.
  private mutating func timeOut(now: Instant) {
    if case .synReceived = state { return close(because: .timedOut) }
    giveUp(because: .timedOut, now: now)
  }

  private mutating func expireOpening(now: Instant) {
    guard let deadline = opening?.deadline, deadline <= now, opening?.isDue == false else { return }
    guard let attempts = opening?.attempts, attempts <= options.synRetries else { return close(because: .timedOut) }
    if opening?.isDeferred == true, let deferral, attempts < deferral {
      opening?.wasSpared(now: now)
    } else {
      opening?.isDue = true
    }
  }

  private mutating func expireState(now: Instant) {
    switch state {
    case .finWait2(let state):
      if let until = state.until, until <= now { close(because: .finished) }
    case .timeWait(let state):
      if state.until <= now { close(because: .finished) }
    default: break
    }
  }

  // MARK: Keep-alive

  /// When the silent peer is asked next, or nil: only an idle connection asks (MUST-26).
  @inline(__always)
  private var keepAliveDeadline: Instant? {
    guard let keepAlive = options.keepAlive, sender.scoreboard.isEmpty, sender.timer == .off else { return nil }
    switch state {
    case .established, .closeWait, .finWait2:
      return lastHeard + keepAlive.idle + keepAlive.interval * keepAliveProbes
    default: return nil
    }
  }

  private mutating func expireKeepAlive(now: Instant) {
    guard let keepAlive = options.keepAlive, let deadline = keepAliveDeadline, deadline <= now else { return }
    guard keepAliveProbes < keepAlive.probes else { return timeOut(now: now) }
    keepAliveProbes += 1
    owesKeepAlive = true
  }

  // MARK: User timeout

  /// When unacknowledged text ends the connection, or nil.
  ///
  /// Source: RFC 9293 §3.9.1.8, RFC 5482 §3.
  @inline(__always)
  private var userTimeoutDeadline: Instant? {
    guard let timeout = options.userTimeout, let since = sender.stalledSince else { return nil }
    return since + timeout
  }
}
