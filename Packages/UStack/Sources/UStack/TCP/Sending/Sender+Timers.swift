internal import PacketCodec

// What is waited for, and what happens when it does not come.

extension Sender {
  /// What the endpoint has to do after the sender's wait ended.
  enum Expiry: Hashable {
    /// Nothing that the sender did not do itself.
    case handled
    /// So many waits in a row were in vain: the endpoint decides whether to go on.
    case timedOut(inARow: Int)
  }

  /// Something was sent: its acknowledgment is waited for, if nothing is yet.
  ///
  /// Source: RFC 6298 §5.1; RFC 8985 §7.2.
  mutating func waitForAcknowledgment(isRetransmission: Bool, now: Instant) {
    switch timer {
    case .off, .persist, .tailLossProbe:
      timer = tailLossDeadline(now).map { .tailLossProbe(at: $0) } ?? retransmitTimer(now)
    case .retransmit, .reordering: break
    }
  }

  /// The wait begins anew, because something was acknowledged, or ends because all is.
  ///
  /// Source: RFC 6298 §5.2, §5.3.
  mutating func restartTimer(_ send: SendSequence, reordering: Instant?, now: Instant) {
    if scoreboard.isEmpty {
      timer = .off
    } else if let reordering {
      timer = .reordering(at: reordering)
    } else {
      timer = tailLossDeadline(now).map { .tailLossProbe(at: $0) } ?? retransmitTimer(now)
    }
  }

  private func retransmitTimer(_ now: Instant) -> SendTimer { .retransmit(at: now + roundTrip.timeout) }

  /// When a tail without acknowledgment is probed, or nil when a probe could teach nothing or is out already. After a
  /// timeout the round trip is to be measured first, which what is sent twice cannot.
  ///
  /// Source: RFC 8985 §7.2.
  private func tailLossDeadline(_ now: Instant) -> Instant? {
    guard usesSACK, tailProbe == nil, case .open = recovery, scoreboard.sackedOctets == 0, roundTrip.backOffs == 0,
      let smoothed = roundTrip.smoothed
    else { return nil }
    // A lone segment's acknowledgment may be delayed.
    let isLone = scoreboard.outstandingOctets <= segmentOctets
    let wait = smoothed * 2 + (isLone ? .milliseconds(200) : .milliseconds(2))
    return now + min(wait, roundTrip.timeout)
  }

  /// Nothing is out there whose acknowledgment would let the rest leave: the peer's window is closed, or too small to be
  /// worth a segment, or good manners hold it back. From time to time it is tried all the same.
  ///
  /// Source: RFC 9293 §3.8.6.1 (MUST-36, SHLD-29, SHLD-30); §3.8.6.2.1 (4), the override timeout.
  mutating func persistIfStuck(_ send: SendSequence, now: Instant) {
    guard scoreboard.isEmpty, hasUnsent(send) else {
      if case .persist = timer { timer = .off }
      windowProbes = 0
      return
    }
    // A peer that offers room owes nothing: it is us who hold text back.
    stalledSince = send.next.precedes(send.windowEnd) ? nil : stalledSince ?? now
    if case .persist = timer { return }
    timer = .persist(at: now + persistInterval)
  }

  private var persistInterval: Interval {
    min(roundTrip.plainTimeout * (1 << min(windowProbes, 10)), RoundTripEstimator.longestTimeout)
  }

  /// When the sender has something to do by itself: its wait ends, or what was held back may leave.
  @inline(__always)
  var deadline: Instant? { .earliest(timer.deadline, pacer?.heldUntil) }

  /// The wait ended in vain.
  mutating func expire(_ send: SendSequence, now: Instant) -> Expiry {
    guard let deadline = timer.deadline, deadline <= now else { return .handled }
    switch timer {
    case .off: return .handled
    case .reordering: lookForLosses(send, now: now)
    case .tailLossProbe: probeTail(send, now: now)
    case .persist:
      if unsent(send) > 0, send.next.precedes(send.windowEnd) {
        overridesManners = true
        buffer.push()
        timer = .off
        return .handled
      }
      owesWindowProbe = true
      windowProbes += 1
      unansweredProbes += 1
      timer = .persist(at: now + persistInterval)
      return .timedOut(inARow: unansweredProbes)
    case .retransmit:
      timeOut(send, now: now)
      vainTimeouts += 1
      return .timedOut(inARow: vainTimeouts)
    }
    return .handled
  }

  /// All that was not reported is taken for lost; the window closes to one segment and opens again in slow start.
  ///
  /// F-RTO may show that the timeout was a mistake, but not that the loss was which was being mended: so it is not asked
  /// then, and all is taken back only when all that was sent again turns out to have come twice.
  ///
  /// Source: RFC 6298 §5.4 ... §5.6; RFC 5681 §3.1; RFC 8985 §6.3.
  private mutating func timeOut(_ send: SendSequence, now: Instant) {
    let isFirst = vainTimeouts == 0
    let wasMending = recovery.isMending
    roundTrip.backOff()
    tailProbe = nil
    duplicates = 0
    if case .timeout(var timeout) = recovery {
      timeout.forwardStep = .done
      recovery = .timeout(timeout)
    } else {
      let undo = undo
      reduceThreshold(inFlight: scoreboard.outstandingOctets, now: now)
      recovery = .timeout(
        Recovery.Timeout(point: send.next, undo: undo, forwardStep: isFirst && !wasMending ? .waiting : .done))
    }
    // A report of the oldest piece cannot be true any more, or it would have been acknowledged: the peer forgot.
    scoreboard.markAllLost(forgettingSACK: !isFirst || scoreboard.first?.fate == .sacked)
    congestion.set(segmentOctets, segment: segmentOctets)
    timer = .retransmit(at: now + roundTrip.timeout)
  }

  /// Sends new text, or the last segment again, to draw an acknowledgment that tells whether the tail arrived.
  ///
  /// Source: RFC 8985 §7.3.
  private mutating func probeTail(_ send: SendSequence, now: Instant) {
    timer = retransmitTimer(now)
    guard let last = scoreboard.last else { return }
    let offered = send.windowEnd.distance(from: send.next)
    let takesNew = unsent(send) > 0 && offered >= min(segmentOctets, unsent(send))
    tailProbe = TailLossProbe(end: send.next, isRetransmission: !takesNew)
    if takesNew {
      tailProbeDeparture = run(from: send.next, places: min(segmentOctets, unsent(send)), isRetransmission: false)
    } else {
      // FIN takes a place, but no room.
      let places = min(segmentOctets + (buffer.end.precedes(last.end) ? 1 : 0), last.count)
      tailProbeDeparture = run(from: last.end + -places, places: places, isRetransmission: true)
    }
  }

  /// Late segments should have arrived by now.
  private mutating func lookForLosses(_ send: SendSequence, now: Instant) {
    let again = detectLosses(now: now)
    if scoreboard.lostOctets > 0 { beginRecoveryIfOpen(send, now: now) }
    timer = again.map { .reordering(at: $0) } ?? retransmitTimer(now)
  }

  /// The SYN was lost: less is sent at first, and waits are longer.
  ///
  /// Source: RFC 5681 §3.1; RFC 6298 §5.7.
  mutating func noteLostSYN(_ algorithm: ConnectionOptions.CongestionAlgorithm) {
    congestion = CongestionWindow(algorithm, segment: segmentOctets, lostSYN: true)
    roundTrip.noteLostSYN()
  }

  /// The path became narrower: what flies in longer segments never arrived.
  mutating func resendLonger(than octets: Int) {
    scoreboard.markLost { $0.count > octets ? .lost : .flying }
  }
}
