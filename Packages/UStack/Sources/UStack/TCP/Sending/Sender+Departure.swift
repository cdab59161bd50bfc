internal import PacketCodec

// What may leave now: first what is lost, then what is new, as far as the two windows, good manners and the pacer allow.

extension Sender {
  /// The next run of the stream that may leave, or nil.
  ///
  /// - Parameters:
  ///   - send: where we are.
  ///   - segment: octets of text that fit into a segment with the options it will carry.
  ///   - most: the longest run a link can take at once, a multiple of `segment` or more.
  ///
  /// Source: RFC 6675 §5 (NextSeg); RFC 5682 §2.1 for new text before old; RFC 9293 §3.8.6.2.1 (MUST-38).
  mutating func departure(_ send: SendSequence, segment: Int, most: Int, now: Instant) -> Departure? {
    if let probe = tailProbeDeparture {
      tailProbeDeparture = nil
      if !probe.start.precedes(send.unacknowledged) { return fitted(probe, segment: segment) }
    }
    let most = pace.map { min(most, Pacer.longestRun(at: $0, segment: segment)) } ?? most
    guard let departure = nextRun(send, segment: segment, most: most, now: now) else { return nil }
    return isAtStandstill || pacer?.admits(now: now) ?? true ? departure : nil
  }

  /// True when something is lost and nothing flies: what leaves then is no burst, and was waited for long enough.
  private var isAtStandstill: Bool { inFlight == 0 && scoreboard.lostOctets > 0 }

  /// How fast text may leave now; nil when nothing says so.
  var pace: Pace? {
    pacer?.pace(
      window: max(congestion.octets, inFlight), roundTrip: roundTrip.smoothed, isSlowStart: congestion.isSlowStart)
  }

  /// The next run that the windows and good manners admit, or nil.
  private mutating func nextRun(_ send: SendSequence, segment: Int, most: Int, now: Instant) -> Departure? {
    if case .timeout(let timeout) = recovery, timeout.forwardStep == .probing,
      let new = newText(send, segment: segment, most: segment, now: now)
    {
      return new
    }
    if let old = lostText(send, segment: segment, most: most) { return old }
    return newText(send, segment: segment, most: most, now: now)
  }

  /// False when `departure` would find nothing, whatever the windows are.
  @inline(__always)
  func mayDepart(_ send: SendSequence) -> Bool {
    if tailProbeDeparture != nil || owesWindowProbe { return true }
    if pacer?.heldUntil != nil { return isAtStandstill }
    return hasUnsent(send) || scoreboard.lostOctets > 0
  }

  /// The probe of a tail as it fits into a segment with the options it will carry: reports may have joined them, or the
  /// path become narrower, since it was made.
  private func fitted(_ probe: Departure, segment: Int) -> Departure {
    let excess = probe.count - segment
    guard excess > 0 else { return probe }
    return probe.isRetransmission
      ? run(from: probe.start + excess, places: probe.places - excess, isRetransmission: true)
      : run(from: probe.start, places: segment, isRetransmission: false)
  }

  /// The oldest text that is lost, when the congestion window has room for it.
  @inline(__always)
  private func lostText(_ send: SendSequence, segment: Int, most: Int) -> Departure? {
    guard let lost = scoreboard.firstLost else { return nil }
    let room = congestion.octets - inFlight
    let count = min(lost.count, room < segment ? segment : min(most, room / segment * segment))
    guard room >= min(count, segment) || inFlight == 0 else { return nil }
    return run(from: lost.start, places: count, isRetransmission: true)
  }

  /// A run of places, which may reach over the last octet to FIN.
  func run(from start: SequenceNumber, places: Int, isRetransmission: Bool) -> Departure {
    let text = min(places, buffer.end.distance(from: start))
    return Departure(
      start: start, count: text, finishes: places > text, isRetransmission: isRetransmission,
      isPushed: buffer.isPushed(from: start, to: start + text))
  }

  /// New text, as much as both windows admit.
  private mutating func newText(_ send: SendSequence, segment: Int, most: Int, now: Instant) -> Departure? {
    guard hasUnsent(send) else { return nil }
    if scoreboard.isEmpty, let lastDeparture, now - lastDeparture > roundTrip.timeout {
      congestion.restart(segment: segmentOctets)
    }
    let all = unsent(send)
    let unsent = min(all, buffer.unbroken(from: send.next))
    let offered = send.windowEnd.distance(from: send.next)
    let room = congestion.octets - inFlight
    // The last segment of all, a bare FIN, is not worth a stop; and with nothing out there no acknowledgment would make
    // room, when segments became longer than the window.
    guard unsent == 0 || scoreboard.isEmpty || room >= min(segment, unsent) else {
      windowUse.note(outstanding: inFlight, isLimited: true, send)
      return nil
    }
    var count = min(unsent, offered, max(segment, min(most, room / segment * segment)))
    guard count >= 0 else { return nil }
    if count >= segment, count < unsent || !admitsTail(of: count, send, segment: segment, isLast: unsent == all) {
      count -= count % segment
    }
    let finishes = buffer.isFinished && count == all && offered > count
    // The end of a record has nothing to wait for when the next is there already.
    let isBroken = unsent < all && count == unsent
    guard count > 0 || finishes, isBroken || isWorthASegment(count, of: unsent, send, segment: segment) else {
      return nil
    }
    return Departure(
      start: send.next, count: count, finishes: finishes, isRetransmission: false,
      isPushed: buffer.isPushed(from: send.next, to: send.next + count))
  }

  /// Whether a run of full segments may end in one that is not.
  private func admitsTail(of count: Int, _ send: SendSequence, segment: Int, isLast: Bool) -> Bool {
    let tail = count % segment
    return tail == 0 || !isLast || isWorthASegment(tail, of: tail, send, segment: segment)
  }

  /// Whether so little text is worth a segment now: silly windows and small segments are waited out.
  ///
  /// A segment that is not full waits for the acknowledgment of the last such one, not of all that is out there: so a
  /// writer of one segment and a half does not wait for a delayed acknowledgment.
  ///
  /// Source: RFC 9293 §3.8.6.2.1; §3.7.4. Deviation: Nagle's rule as Minshall amended it, as in Linux.
  private func isWorthASegment(_ count: Int, of unsent: Int, _ send: SendSequence, segment: Int) -> Bool {
    if count >= segment || overridesManners && count > 0 { return true }
    guard count == unsent else { return count * 2 >= send.largestWindow && count > 0 }
    if buffer.isFinished { return true }
    if isCorked || awaitsMore { return false }
    return noDelay || smallEnd == nil
  }

  /// A run left: it is written down, and its acknowledgment is waited for.
  ///
  /// - Parameter clock: the reading of our timestamp clock it carries.
  mutating func depart(_ departure: Departure, _ send: inout SendSequence, segment: Int, clock: UInt32, now: Instant) {
    if departure.isRetransmission {
      scoreboard.resend(from: departure.start, count: departure.places, at: now)
      noteRetransmission(departure, segment: segment, clock: clock)
    } else {
      noteNew(departure, segment: segment, now: now)
      send.next = departure.start + departure.places
      overridesManners = false
      if departure.count % segment != 0 { smallEnd = departure.start + departure.count }
      windowUse.note(outstanding: inFlight, isLimited: false, send)
    }
    switch recovery {
    case .open, .timeout: break
    case .fast(var fast): fast.rate.send(departure.count); recovery = .fast(fast)
    case .marked(var fast): fast.rate.send(departure.count); recovery = .marked(fast)
    }
    if let pace { pacer?.depart(departure.count, at: pace, now: now) }
    lastDeparture = now
    stalledSince = stalledSince ?? now
    waitForAcknowledgment(isRetransmission: departure.isRetransmission, now: now)
  }

  /// New text is a piece of the scoreboard. So is by itself the end of a super-frame that is too short to be cut off when
  /// it alone is reported.
  private mutating func noteNew(_ departure: Departure, segment: Int, now: Instant) {
    let end = departure.count % segment
    let isShort = departure.count > segment && (1 ..< Negotiation.smallestSegmentSize).contains(end)
    let front = isShort ? departure.count - end : 0
    if front > 0 { scoreboard.send(from: departure.start, count: front, at: now) }
    scoreboard.send(from: departure.start + front, count: departure.places - front, at: now)
  }

  private mutating func noteRetransmission(_ departure: Departure, segment: Int, clock: UInt32) {
    let segments = max(1, (departure.count + segment - 1) / segment)
    retransmittedOctets += departure.count
    retransmittedSegments += segments
    guard var undo = recovery.undo else { return }
    undo.firstRetransmission = undo.firstRetransmission ?? clock
    undo.unaccounted += segments
    recovery.undo = undo
  }
}
