internal import PacketCodec

// What an acknowledgment does: it frees what arrived, measures, finds losses, and moves the congestion window.

/// What an acceptable acknowledgment says to the sender.
struct Acknowledgment {
  /// SEG.ACK.
  var place: SequenceNumber
  /// The blocks of its SACK option.
  var sack: SACKBlocks
  /// The reading of our clock it echoes, or nil without timestamps.
  var echo: UInt32?
  /// How long ago our clock read that, in its ticks; nil without timestamps.
  var echoAge: Interval?
  /// True when it carries nothing else: no text, SYN, FIN, and no other window (RFC 5681 §2).
  var isBare: Bool
  /// The peer says that the network is congested (RFC 3168 §6.1.2).
  var tellsOfCongestion: Bool
}

extension Sender {
  /// Takes an acknowledgment, which lies between SND.UNA − MAX.SND.WND and SND.NXT.
  ///
  /// - Returns: what it brought.
  @discardableResult
  mutating func acknowledge(_ acknowledgment: Acknowledgment, _ send: inout SendSequence, now: Instant) -> Delivery {
    var delivery = Delivery()
    let duplicatesBefore = duplicates
    let isAdvance = send.unacknowledged.precedes(acknowledgment.place)
    // A window may stay closed for as long as the peer says so (RFC 9293 §3.8.6.1, MUST-37).
    unansweredProbes = 0
    awaitsMore = false
    // What was sent before it was closed is asked for by retransmissions (SHLD-17).
    if isAdvance || send.window == 0 { vainTimeouts = 0 }
    // Who only listens is told the same thing with each segment of the peer's text.
    let isSilent = !isAdvance && acknowledgment.sack.isEmpty && !acknowledgment.tellsOfCongestion
    if isSilent, scoreboard.isEmpty, tailProbe == nil, !recovery.isMending { return delivery }
    if isAdvance {
      scoreboard.acknowledge(upTo: acknowledgment.place, now: now, &delivery)
      buffer.acknowledge(upTo: acknowledgment.place)
      send.unacknowledged = acknowledgment.place
      if let end = smallEnd, !acknowledgment.place.precedes(end) { smallEnd = nil }
      stalledSince = scoreboard.isEmpty ? nil : now
      windowProbes = 0
    }
    if usesSACK { takeReports(acknowledgment, send, now: now, &delivery) }
    deliveredOctets += delivery.delivered
    if let measured = delivery.roundTrip {
      roundTrip.measure(measured)
    } else if isAdvance, let age = acknowledgment.echoAge, delivery.admits(echoAge: age, now: now) {
      roundTrip.measure(byEcho: age)
    }
    let lostBefore = scoreboard.lostOctets
    rack.update(
      delivery, shortest: roundTrip.shortest, unacknowledged: send.unacknowledged, next: send.next, now: now)
    if !usesSACK { countDuplicates(acknowledgment, isAdvance: isAdvance, delivery, send) }
    let reordering = usesSACK ? detectLosses(now: now) : nil
    let step = Step(
      isAdvance: isAdvance, foundLoss: scoreboard.lostOctets > lostBefore,
      isDuplicate: !isAdvance && acknowledgment.isBare && acknowledgment.place == send.unacknowledged,
      duplicatesBefore: duplicatesBefore)
    concludeTailProbe(acknowledgment, delivery, step, send, now: now)
    recover(acknowledgment, delivery, step, send, now: now)
    if isAdvance || delivery.newlySACKed > 0 || reordering != nil {
      restartTimer(send, reordering: reordering, now: now)
    }
    return delivery
  }

  /// What one acknowledgment was, seen from the sender.
  private struct Step {
    var isAdvance: Bool
    var foundLoss: Bool
    var isDuplicate: Bool
    var duplicatesBefore: Int
  }

  // MARK: Reports

  /// Takes SACK blocks. A first block of what had arrived before tells that we sent something twice.
  ///
  /// Source: RFC 2018 §5; RFC 2883 §4; RFC 6675 §5.1 for what is no report at all.
  private mutating func takeReports(
    _ acknowledgment: Acknowledgment, _ send: SendSequence, now: Instant, _ delivery: inout Delivery
  ) {
    for (index, block) in acknowledgment.sack.enumerated() {
      guard let window = block.window else { continue }
      if index == 0, isDuplicateReport(block, acknowledgment) {
        if isBelievable(block, send) { delivery.duplicate = block }
        continue
      }
      guard send.unacknowledged.precedes(window.end), !send.next.precedes(window.end),
        !window.start.precedes(send.unacknowledged)
      else { continue }
      scoreboard.selectivelyAcknowledge(window, textEnd: buffer.end, now: now, &delivery)
    }
    guard delivery.duplicate != nil, var undo = recovery.undo else { return }
    undo.unaccounted -= 1
    recovery.undo = undo
  }

  private func isDuplicateReport(_ block: SACKBlock, _ acknowledgment: Acknowledgment) -> Bool {
    if block.leftEdge.precedes(acknowledgment.place) { return true }
    guard acknowledgment.sack.count > 1, let outer = acknowledgment.sack[1].window else { return false }
    return outer.contains(block.leftEdge) && !outer.end.precedes(block.rightEdge)
  }

  /// A report of what we never sent, or so long ago that it cannot be ours, is no report.
  private func isBelievable(_ block: SACKBlock, _ send: SendSequence) -> Bool {
    !send.next.precedes(block.rightEdge) && send.unacknowledged.distance(from: block.leftEdge) <= send.largestWindow
  }

  // MARK: Losses

  /// RACK's look at what flies; nothing to see while all arrives in order.
  ///
  /// - Returns: when to look again, or nil.
  mutating func detectLosses(now: Instant) -> Instant? {
    guard scoreboard.sackedOctets > 0 || recovery.isMending || rack.newest?.wasRetransmitted == true else { return nil }
    let window = rack.reorderingWindow(
      isRecovering: recovery.isMending, sackedSegments: (scoreboard.sackedOctets + segmentOctets - 1) / segmentOctets,
      estimator: roundTrip)
    return rack.detectLoss(in: &scoreboard, window: window, now: now)
  }

  /// A peer without SACK: three duplicates mean that the oldest segment is lost; while a loss is mended, an
  /// acknowledgment that does not cover all of it means that the next is lost, too.
  ///
  /// Source: RFC 5681 §3.2; RFC 6582 §3.2.
  private mutating func countDuplicates(
    _ acknowledgment: Acknowledgment, isAdvance: Bool, _ delivery: Delivery, _ send: SendSequence
  ) {
    if isAdvance {
      if case .fast(let fast) = recovery, acknowledgment.place.precedes(fast.point) {
        duplicates = max(0, duplicates - max(0, delivery.acknowledged / segmentOctets - 1))
        scoreboard.markFirstLost(atMost: segmentOctets)
      } else {
        duplicates = 0
      }
      return
    }
    guard acknowledgment.isBare, acknowledgment.place == send.unacknowledged, !scoreboard.isEmpty else { return }
    duplicates += 1
    guard duplicates == RACK.duplicateThreshold, case .open = recovery else { return }
    scoreboard.markFirstLost(atMost: segmentOctets)
  }

  /// An answer to the probe of a tail. The first acknowledgment of its end may be that of the original, come late: a
  /// second, or a report of a duplicate, shows that both arrived. One of what was sent after it, and no such sign before,
  /// means that the probe mended a loss, which counts.
  ///
  /// Source: RFC 8985 §7.4.
  private mutating func concludeTailProbe(
    _ acknowledgment: Acknowledgment, _ delivery: Delivery, _ step: Step, _ send: SendSequence, now: Instant
  ) {
    guard let probe = tailProbe, !send.unacknowledged.precedes(probe.end) else { return }
    let isAnswer = delivery.duplicate != nil || step.isDuplicate && acknowledgment.sack.isEmpty
    guard !probe.isRetransmission || isAnswer || probe.end.precedes(send.unacknowledged) else { return }
    tailProbe = nil
    guard probe.isRetransmission, !isAnswer, case .open = recovery else { return }
    reduceThreshold(inFlight: congestion.octets, now: now)
    congestion.set(congestion.threshold, segment: segmentOctets)
  }

  // MARK: The congestion window

  private mutating func recover(
    _ acknowledgment: Acknowledgment, _ delivery: Delivery, _ step: Step, _ send: SendSequence, now: Instant
  ) {
    if wasMistake(acknowledgment, delivery, step, send) { return undoReduction() }
    switch recovery {
    case .open:
      // What waits here to be sent again was too long for its path, which is no congestion.
      if step.foundLoss {
        beginRecoveryIfOpen(send, delivery, now: now)
      } else if acknowledgment.tellsOfCongestion, step.isAdvance {
        beginMarked(send, now: now)
      } else if step.isAdvance {
        grow(delivery, step, now: now)
      }
      return
    case .marked(let fast):
      var fast = fast
      if scoreboard.lostOctets > 0 {
        fast.undo = undo
        recovery = .fast(fast)
      }
      slowDown(fast, delivery, step, send)
    case .fast(let fast):
      slowDown(fast, delivery, step, send)
    case .timeout(let timeout):
      climb(timeout, acknowledgment, delivery, step, send, now: now)
    }
    // The acknowledgment that ends one recovery may tell of what was lost after it began.
    if scoreboard.lostOctets > 0 { beginRecoveryIfOpen(send, delivery, now: now) }
  }

  /// A loss was found: the window shrinks to the threshold at a proportional rate, for which counts what the
  /// acknowledgment that told of it brought.
  ///
  /// Source: RFC 6675 §5 (4.1 ... 4.5); RFC 6937 §3.
  mutating func beginRecoveryIfOpen(_ send: SendSequence, _ delivery: Delivery = Delivery(), now: Instant) {
    guard case .open = recovery else { return }
    var fast = reduction(send, now: now)
    let window = fast.rate.window(
      delivered: usesSACK ? delivery.delivered : 0, inFlight: inFlight, segment: segmentOctets, isSafe: false)
    recovery = .fast(fast)
    congestion.set(max(window, inFlight + segmentOctets), segment: segmentOctets)
    tailProbe = nil
  }

  /// The network marked what we sent: the window shrinks, once a round trip.
  ///
  /// Source: RFC 3168 §6.1.2.
  private mutating func beginMarked(_ send: SendSequence, now: Instant) {
    recovery = .marked(reduction(send, now: now))
  }

  /// What to go back to, should what is sent again from now on turn out to be needless. What a mark took is not given
  /// back, for it needs no loss to be right.
  var undo: Recovery.Undo {
    if recovery.isMending, let undo = recovery.undo { return undo }
    var window = congestion
    if case .marked = recovery { window.set(min(window.octets, window.threshold), segment: segmentOctets) }
    return Recovery.Undo(window: window, owedWindowReduced: owesWindowReduced)
  }

  /// Less may fly from now on, whatever the reason, and the peer is told.
  ///
  /// Source: RFC 5681 §3.1; RFC 3168 §6.1.2.
  mutating func reduceThreshold(inFlight: Int, now: Instant) {
    congestion.reduceThreshold(inFlight: inFlight, segment: segmentOctets, now: now)
    owesWindowReduced = true
  }

  private mutating func reduction(_ send: SendSequence, now: Instant) -> Recovery.Fast {
    let undo = undo
    reduceThreshold(inFlight: scoreboard.outstandingOctets, now: now)
    return Recovery.Fast(
      point: send.next,
      rate: ProportionalRate(inFlight: scoreboard.outstandingOctets, threshold: congestion.threshold), undo: undo)
  }

  private mutating func slowDown(_ fast: Recovery.Fast, _ delivery: Delivery, _ step: Step, _ send: SendSequence) {
    var fast = fast
    guard send.unacknowledged.precedes(fast.point) else { return endRecovery() }
    let delivered = usesSACK ? delivery.delivered : delivery.acknowledged + (step.isDuplicate ? segmentOctets : 0)
    if delivered > 0 || step.isAdvance {
      let window = fast.rate.window(
        delivered: delivered, inFlight: inFlight, segment: segmentOctets, isSafe: step.isAdvance && !step.foundLoss)
      congestion.set(window, segment: segmentOctets)
    }
    fast.undo = recovery.undo ?? fast.undo
    if case .marked = recovery { recovery = .marked(fast) } else { recovery = .fast(fast) }
  }

  /// All that was out when the recovery began has arrived.
  private mutating func endRecovery() {
    recovery = .open
    duplicates = 0
    congestion.set(congestion.threshold, segment: segmentOctets)
    rack.recoveryEnded()
  }

  /// After a timeout: slow start, and F-RTO's two questions whether it was one.
  ///
  /// Source: RFC 5682 §3.1; RFC 5681 §3.1.
  private mutating func climb(
    _ timeout: Recovery.Timeout, _ acknowledgment: Acknowledgment, _ delivery: Delivery, _ step: Step,
    _ send: SendSequence, now: Instant
  ) {
    guard send.unacknowledged.precedes(timeout.point) else {
      recovery = .open
      rack.recoveryEnded()
      if step.isAdvance { grow(delivery, step, now: now) }
      return
    }
    var timeout = timeout
    switch timeout.forwardStep {
    case .waiting: timeout.forwardStep = step.isAdvance && hasUnsent(send) ? .probing : .done
    case .probing: timeout.forwardStep = .done
    case .done: break
    }
    timeout.undo = recovery.undo ?? timeout.undo
    recovery = .timeout(timeout)
    if step.isAdvance { growWindow(delivery, step, now: now) }
  }

  /// Lets the window grow, if it is in use.
  private mutating func grow(_ delivery: Delivery, _ step: Step, now: Instant) {
    guard windowUse.admitsGrowth(of: congestion) else { return congestion.rest(now: now) }
    growWindow(delivery, step, now: now)
  }

  /// What was reported before it was acknowledged does not count: no window grew by the reports, and none may by a
  /// burst of acknowledgments for what left the network long ago.
  private mutating func growWindow(_ delivery: Delivery, _ step: Step, now: Instant) {
    let octets = usesSACK ? delivery.delivered : max(0, delivery.acknowledged - step.duplicatesBefore * segmentOctets)
    congestion.grow(by: octets, segment: segmentOctets, smoothed: roundTrip.smoothed ?? .zero, now: now)
  }

  // MARK: Mistakes

  /// True when the reduction that is going on was for nothing: the originals arrived after all.
  ///
  /// Source: RFC 3522 §3.2 (Eifel: an echo from before the first retransmission); RFC 5682 §3.1 (F-RTO: text that went
  /// out once, before the timeout, arrived behind it); RFC 2883 §5 (each retransmission was reported as a duplicate).
  private func wasMistake(
    _ acknowledgment: Acknowledgment, _ delivery: Delivery, _ step: Step, _ send: SendSequence
  ) -> Bool {
    guard let undo = recovery.undo, recovery.isMending, let first = undo.firstRetransmission else { return false }
    if delivery.duplicate != nil, undo.unaccounted == 0 { return true }
    if step.isAdvance, let echo = acknowledgment.echo, Int32(bitPattern: echo &- first) < 0 { return true }
    // New text proves nothing: it arrives beyond a hole, too.
    guard case .timeout(let timeout) = recovery, timeout.forwardStep == .probing, let newest = delivery.newest,
      !timeout.point.precedes(newest.end)
    else { return false }
    return !newest.wasRetransmitted && (step.isAdvance || delivery.newlySACKed > 0)
  }

  private mutating func undoReduction() {
    guard let undo = recovery.undo else { return }
    congestion.undo(to: undo.window)
    // Or the peer would take a mark that it still echoes for answered.
    owesWindowReduced = owesWindowReduced && undo.owedWindowReduced
    scoreboard.forgetLosses()
    recovery = .open
    duplicates = 0
  }
}
