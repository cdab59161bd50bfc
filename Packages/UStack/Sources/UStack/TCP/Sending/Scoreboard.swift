internal import PacketCodec

/// Every place that was sent and is not acknowledged, in the pieces it was sent in, with the sums that congestion
/// control asks for at each segment.
///
/// The pieces lie side by side in order, from SND.UNA to SND.NXT, so a place is found by halving. A piece is as long as
/// what left at once, and is cut where the edges of segments may be, never into crumbs: whatever a peer reports, there
/// are not many more pieces than segments.
///
/// Source: RFC 6675 §3, §4; RFC 8985 §5.
struct Scoreboard {
  private var pieces: [Transmission] = []
  private var head = 0
  /// Octets out there that the peer reported by SACK.
  private(set) var sackedOctets = 0
  /// Octets taken for lost and not sent again yet.
  private(set) var lostOctets = 0
  /// Places from SND.UNA to SND.NXT, FIN counted.
  private(set) var outstandingOctets = 0
  /// The first place behind the highest that was SACKed, or nil when none is.
  private(set) var highestSACKedEnd: SequenceNumber?

  /// Nothing was sent.
  init() {}

  /// True when all is acknowledged.
  var isEmpty: Bool { head == pieces.count }
  /// Pieces out there.
  var count: Int { pieces.count - head }
  /// Octets presumed to be on the network: sent, and neither arrived nor lost (RFC 6675 §4, pipe).
  var inFlight: Int { outstandingOctets - sackedOctets - lostOctets }
  /// The oldest piece, or nil.
  var first: Transmission? { isEmpty ? nil : pieces[head] }
  /// The latest piece in the stream, or nil.
  var last: Transmission? { isEmpty ? nil : pieces[pieces.count - 1] }
  /// Octets of memory behind it.
  var memory: Int { pieces.capacity * MemoryLayout<Transmission>.stride }

  /// New octets went out.
  mutating func send(from start: SequenceNumber, count: Int, at now: Instant) {
    pieces.append(Transmission(start: start, count: count, sentAt: now))
    outstandingOctets += count
  }

  /// The first piece taken for lost that waits to be sent again, or nil.
  var firstLost: Transmission? {
    guard lostOctets > 0 else { return nil }
    return pieces[head...].first { $0.fate == .lost }
  }

  /// `count` octets from `start` on, which lie in one piece, went out again. A longer piece is cut.
  mutating func resend(from start: SequenceNumber, count: Int, at now: Instant) {
    guard var index = index(of: start) else { return }
    if pieces[index].start.precedes(start) {
      split(index, at: start)
      index += 1
    }
    if count < pieces[index].count { split(index, at: start + count) }
    if pieces[index].fate == .lost { lostOctets -= pieces[index].count }
    pieces[index].fate = .flying
    pieces[index].sentAt = now
    pieces[index].wasRetransmitted = true
  }

  /// Everything before `place` has arrived.
  mutating func acknowledge(upTo place: SequenceNumber, now: Instant, _ delivery: inout Delivery) {
    while head < pieces.count {
      let piece = pieces[head]
      let covered = place.distance(from: piece.start)
      guard covered > 0 else { break }
      if covered < piece.count { split(head, at: place) }
      retire(pieces[head], now: now, &delivery)
      head += 1
    }
    forgetAcknowledged()
    if let end = highestSACKedEnd, !place.precedes(end) { highestSACKedEnd = nil }
  }

  private mutating func retire(_ piece: Transmission, now: Instant, _ delivery: inout Delivery) {
    outstandingOctets -= piece.count
    delivery.acknowledged += piece.count
    switch piece.fate {
    case .sacked: sackedOctets -= piece.count
    case .lost: lostOctets -= piece.count; fallthrough
    case .flying:
      delivery.delivered += piece.count
      delivery.count(piece, now: now)
      if let end = highestSACKedEnd, !piece.wasRetransmitted, piece.end.precedes(end) {
        delivery.reordering = max(delivery.reordering, end.distance(from: piece.start))
      }
    }
  }

  /// Gives back the room of pieces that are gone, now and then, so that it costs nothing a piece.
  private mutating func forgetAcknowledged() {
    if head == pieces.count {
      pieces.removeAll(keepingCapacity: true)
      head = 0
    } else if head >= 64, head * 2 >= pieces.count {
      pieces.removeFirst(head)
      head = 0
    }
  }

  /// Gives memory back that nothing is in.
  mutating func tidy() {
    if isEmpty { pieces = [] }
  }

  /// The places of `block` have arrived out of order.
  ///
  /// What would have to be cut off as a crumb is left as it is, as if it was not reported. A receiver's edges are the edges
  /// of segments, and a segment that was shorter than that is a piece of its own, but for a FIN behind its text.
  ///
  /// - Parameter textEnd: where the text ends and FIN's place is, which a report may leave out.
  mutating func selectivelyAcknowledge(
    _ block: SequenceWindow, textEnd: SequenceNumber, now: Instant, _ delivery: inout Delivery
  ) {
    guard var index = firstIndex(endingAfter: block.start) else { return }
    if pieces[index].start.precedes(block.start) {
      let start = Self.cut(pieces[index], notBefore: block.start)
      // Part of a piece: only a piece that flies or is lost is worth the cut.
      if pieces[index].fate != .sacked, start.precedes(pieces[index].end), start.precedes(block.end) {
        split(index, at: start)
      }
      index += 1
    }
    markSACKed(from: index, to: block.end, textEnd: textEnd, now, &delivery)
  }

  /// The first place from `place` on, inside `piece`, where it may be cut; its end when it may not.
  private static func cut(_ piece: Transmission, notBefore place: SequenceNumber) -> SequenceNumber {
    let front = max(place.distance(from: piece.start), Negotiation.smallestSegmentSize)
    return piece.count - front >= Negotiation.smallestSegmentSize ? piece.start + front : piece.end
  }

  /// The last place up to `place`, inside `piece`, where it may be cut; its start when it may not.
  private static func cut(_ piece: Transmission, notBehind place: SequenceNumber) -> SequenceNumber {
    let rest = max(piece.end.distance(from: place), Negotiation.smallestSegmentSize)
    return piece.count - rest >= Negotiation.smallestSegmentSize ? piece.end + -rest : piece.start
  }

  private mutating func markSACKed(
    from start: Int, to end: SequenceNumber, textEnd: SequenceNumber, _ now: Instant, _ delivery: inout Delivery
  ) {
    var index = start
    while index < pieces.count, pieces[index].start.precedes(end) {
      if pieces[index].fate != .sacked {
        if end.precedes(pieces[index].end) {
          let end = end == textEnd ? end : Self.cut(pieces[index], notBehind: end)
          guard pieces[index].start.precedes(end) else { return }
          split(index, at: end)
        }
        let piece = pieces[index]
        if piece.fate == .lost { lostOctets -= piece.count }
        sackedOctets += piece.count
        pieces[index].fate = .sacked
        delivery.delivered += piece.count
        delivery.newlySACKed += piece.count
        delivery.count(piece, now: now)
        if let highest = highestSACKedEnd, !highest.precedes(piece.end) {
          if !piece.wasRetransmitted {
            delivery.reordering = max(delivery.reordering, highest.distance(from: piece.start))
          }
        } else {
          highestSACKedEnd = piece.end
        }
      }
      index += 1
    }
  }

  /// What to make of a piece that flies.
  enum Verdict {
    /// It is taken for lost.
    case lost
    /// It may still arrive.
    case flying
    /// It may, and so may all that lie behind it.
    case allFlying
  }

  /// Takes for lost what `verdict` says of the pieces that fly, from the oldest on.
  mutating func markLost(by verdict: (Transmission) -> Verdict) {
    for index in head ..< pieces.count where pieces[index].fate == .flying {
      switch verdict(pieces[index]) {
      case .lost:
        pieces[index].fate = .lost
        lostOctets += pieces[index].count
      case .flying: break
      case .allFlying: return
      }
    }
  }

  /// Takes the oldest octets for lost, `count` at most, unless they were reported or are lost already.
  mutating func markFirstLost(atMost count: Int) {
    guard !isEmpty, pieces[head].fate == .flying else { return }
    if count < pieces[head].count { split(head, at: pieces[head].start + count) }
    pieces[head].fate = .lost
    lostOctets += pieces[head].count
  }

  /// A timeout: everything that was not reported is taken for lost, and nothing is held for a retransmission any more.
  ///
  /// - Parameter forgettingSACK: the peer may have dropped what it reported (RFC 2018 §8), so that counts no more.
  mutating func markAllLost(forgettingSACK: Bool) {
    for index in head ..< pieces.count {
      switch pieces[index].fate {
      case .lost: break
      case .sacked:
        guard forgettingSACK else { continue }
        sackedOctets -= pieces[index].count
        fallthrough
      case .flying:
        pieces[index].fate = .lost
        lostOctets += pieces[index].count
      }
    }
    if forgettingSACK { highestSACKedEnd = nil }
  }

  /// The timeout was a mistake: what was taken for lost and never sent again is on its way after all.
  mutating func forgetLosses() {
    for index in head ..< pieces.count where pieces[index].fate == .lost {
      pieces[index].fate = .flying
      lostOctets -= pieces[index].count
    }
  }

  /// The pieces in order, for those who watch.
  var transmissions: ArraySlice<Transmission> { pieces[head...] }

  private mutating func split(_ index: Int, at place: SequenceNumber) {
    let front = place.distance(from: pieces[index].start)
    var rest = pieces[index]
    rest.start = place
    rest.count -= front
    pieces[index].count = front
    pieces.insert(rest, at: index + 1)
  }

  /// The piece that holds `place`, or nil.
  private func index(of place: SequenceNumber) -> Int? {
    guard let index = firstIndex(endingAfter: place), !place.precedes(pieces[index].start) else { return nil }
    return index
  }

  /// The first piece that ends behind `place`.
  private func firstIndex(endingAfter place: SequenceNumber) -> Int? {
    let index = pieces.firstIndex(from: head) { place.precedes($0.end) }
    return index < pieces.count ? index : nil
  }
}
