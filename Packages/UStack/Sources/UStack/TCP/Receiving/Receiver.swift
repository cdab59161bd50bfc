internal import PacketCodec

/// The receiving half of a connection: what came and was not read, in order and out of order.
struct Receiver {
  private var ring = OctetRing()
  private(set) var assembler = Assembler()
  /// When to acknowledge.
  var acknowledgment = DelayedAcknowledgment()
  /// How far the peer may send ahead.
  private var tuning: ReceiveTuning
  /// The place of the peer's FIN, as it was said last; it may still lie beyond a gap. A peer says the true one again
  /// until it is acknowledged.
  private(set) var finish: SequenceNumber?
  /// True when the application does not want any more: what comes is acknowledged and dropped.
  private(set) var isDiscarding = false
  /// What arrived twice and is to be reported (RFC 2883).
  private(set) var duplicate: SACKBlock?
  /// Behind the last urgent octet, or nil when none is ahead of what was read.
  private(set) var urgentEnd: SequenceNumber?
  /// True when something was read since the peer was told of the window.
  var wasRead = false
  /// When text came last, or the peer's SYN did, for those who watch; nil before.
  var lastText: Instant?

  /// An empty half.
  init(_ buffer: ConnectionOptions.ReceiveBuffer) { tuning = ReceiveTuning(buffer) }

  /// Octets that can be read.
  var readable: Int { ring.count }
  /// Octets of memory behind it.
  var memory: Int { ring.capacity }
  /// True while something waits for a gap to be filled.
  var hasGap: Bool { !assembler.isEmpty || finish != nil }
  /// Octets the peer may send ahead of what is read.
  var limit: Int { isDiscarding ? tuning.most : tuning.limit }
  /// Octets the peer may send beyond RCV.NXT.
  var room: Int { max(0, limit - ring.count) }

  /// What came of a segment's text.
  struct Arrival: Hashable {
    /// Octets that are in order now and were not.
    var advanced = 0
    /// True when the peer's FIN is in order now.
    var isFinished = false
  }

  /// Takes the text and FIN of a segment, as far as they lie in the window.
  ///
  /// Source: RFC 9293 §3.10.7.4, first step (trimming), seventh and eighth step.
  mutating func take(
    _ segment: IncomingSegment, payload: RawSpan, _ receive: inout ReceiveSequence, now: Instant
  ) -> Arrival {
    guard payload.byteCount > 0 || segment.isFinish else { return Arrival() }
    lastText = now
    let end = segment.textStart + payload.byteCount
    if segment.isFinish, !receive.windowEnd.precedes(end) { finish = end }
    let skipped = max(0, receive.next.distance(from: segment.textStart))
    let kept = min(payload.byteCount, receive.windowEnd.distance(from: segment.textStart))
    if skipped > 0 { noteDuplicate(segment.textStart, upTo: receive.next, textEnd: end) }
    guard skipped < kept else { return conclude(segment, &receive, advanced: 0, now: now) }
    let offset = segment.textStart.distance(from: receive.next) + skipped
    let text = payload.extracting(skipped ..< kept)
    guard offset == 0 else {
      keep(text, at: offset, receive)
      return Arrival()
    }
    if !isDiscarding {
      ring.write(text, at: ring.count)
    }
    let reached = max(text.byteCount, assembler.advance(to: receive.next + text.byteCount) + text.byteCount)
    return conclude(segment, &receive, advanced: reached, now: now)
  }

  /// Text beyond a gap: it waits in its place, and the peer is told at once.
  private mutating func keep(_ text: RawSpan, at offset: Int, _ receive: ReceiveSequence) {
    acknowledgment.oweDuplicate()
    let window = SequenceWindow(start: receive.next + offset, count: text.byteCount)
    switch assembler.insert(window) {
    case .refused: return
    case .duplicate(let again): duplicate = SACKBlock(leftEdge: again.start, rightEdge: again.end)
    case .kept: break
    }
    if !isDiscarding { ring.write(text, at: ring.count + offset) }
  }

  private mutating func conclude(
    _ segment: IncomingSegment, _ receive: inout ReceiveSequence, advanced: Int, now: Instant
  ) -> Arrival {
    var arrival = Arrival(advanced: advanced)
    let hadGap = hasGap
    receive.next += advanced
    if !isDiscarding { ring.extend(by: advanced) }
    // Numbers come again, so what was passed must not be found ahead one day.
    if let end = urgentEnd, !(receive.next + -ring.count).precedes(end) { urgentEnd = nil }
    // Text that runs over a FIN shows that it was none.
    if let place = finish, place.precedes(receive.next) { finish = nil }
    if let finish, finish == receive.next {
      // FIN takes a place, but no room.
      receive.next += 1
      receive.windowEnd += 1
      self.finish = nil
      // A peer that sent text from beyond its own FIN did not mean it.
      assembler = Assembler()
      arrival.isFinished = true
    }
    if advanced == 0, !arrival.isFinished {
      acknowledgment.oweDuplicate()
    } else {
      let waited = max(0, advanced - segment.payloadCount)
      acknowledgment.take(advanced, waited: waited, isUrgent: hadGap || arrival.isFinished, now: now)
    }
    return arrival
  }

  private mutating func noteDuplicate(_ start: SequenceNumber, upTo next: SequenceNumber, textEnd: SequenceNumber) {
    let end = next.precedes(textEnd) ? next : textEnd
    guard start.precedes(end) else { return }
    duplicate = SACKBlock(leftEdge: start, rightEdge: end)
  }

  /// A segment left of the window came: what of it had arrived is a duplicate to be reported.
  mutating func noteOutside(_ segment: IncomingSegment, _ receive: ReceiveSequence) {
    guard segment.payloadCount > 0, segment.sequence.precedes(receive.next) else { return }
    noteDuplicate(segment.textStart, upTo: receive.next, textEnd: segment.textStart + segment.payloadCount)
  }

  /// True when the next acknowledgment has something to report.
  var owesReports: Bool { duplicate != nil || !assembler.isEmpty }

  /// The blocks for the next acknowledgment; a duplicate is reported once.
  mutating func reports() -> SACKBlocks {
    defer { duplicate = nil }
    return assembler.blocks(duplicate: duplicate)
  }

  /// Text came that answers what we sent `roundTrip` ago.
  mutating func measure(_ roundTrip: Interval) { tuning.measure(roundTrip) }

  /// Copies what can be read into `output`, as much as fits; it can be read again.
  ///
  /// - Returns: octets.
  func peek(into output: inout OutputSpan<UInt8>) -> Int {
    let count = min(ring.count, output.freeCapacity)
    ring.copy(from: 0, count: count, into: &output)
    return count
  }

  /// Moves what can be read into `output`, as much as fits.
  ///
  /// - Parameter roundTrip: the sending half's idea of it.
  /// - Returns: octets.
  mutating func read(into output: inout OutputSpan<UInt8>, roundTrip: Interval?, now: Instant) -> Int {
    let count = peek(into: &output)
    ring.removeFirst(count)
    if count > 0 {
      wasRead = true
      tuning.read(count, otherwise: roundTrip, segment: acknowledgment.largestSegment, now: now)
    }
    if ring.count == 0, assembler.isEmpty { ring.rewind() }
    return count
  }

  /// True while it keeps memory and nothing is in it.
  var isIdle: Bool { ring.count == 0 && ring.capacity > 0 && assembler.isEmpty }

  /// Gives memory back that nothing is in.
  mutating func tidy() {
    if isIdle { ring.release() }
  }

  /// The application reads no more.
  mutating func discard() {
    isDiscarding = true
    ring.release()
  }

  /// Urgent octets are announced up to `end`.
  ///
  /// - Returns: true when that is news.
  ///
  /// Source: RFC 9293 §3.8.5 (MUST-32), §3.10.7.4, sixth step.
  mutating func takeUrgent(_ end: SequenceNumber, _ receive: ReceiveSequence) -> Bool {
    guard receive.next.precedes(end) else { return false }
    if let urgentEnd, !urgentEnd.precedes(end) { return false }
    urgentEnd = end
    return true
  }

  /// Octets from the next to be read to the end of the urgent ones, or 0 (MUST-33).
  func urgentAhead(_ receive: ReceiveSequence) -> Int {
    urgentEnd.map { max(0, $0.distance(from: receive.next + -ring.count)) } ?? 0
  }
}
