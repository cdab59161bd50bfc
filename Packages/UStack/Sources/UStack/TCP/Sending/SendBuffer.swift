internal import PacketCodec

/// What the application wrote and the peer has not acknowledged, and where the application ended.
///
/// Source: RFC 9293 §3.9.1.3 (SEND), §3.9.1.5 (CLOSE).
struct SendBuffer {
  private var ring = OctetRing()
  /// The place of the oldest octet kept.
  private(set) var start: SequenceNumber
  /// The most octets that are taken; what is kept stays when it shrinks.
  var limit: Int
  /// The first place behind what the application wants to be passed on: what was written behind it is to be continued.
  private(set) var pushEnd: SequenceNumber
  /// Where records end that are not acknowledged, in order: no segment carries the end of one and the beginning of the
  /// next. A record has an octet at least, so there are no more than those.
  private(set) var recordEnds: [SequenceNumber] = []
  /// True once the application finished: FIN stands at `end`.
  private(set) var isFinished = false

  /// An empty buffer whose first octet will stand at `start`.
  init(start: SequenceNumber, limit: Int) {
    self.start = start
    self.limit = limit
    pushEnd = start
  }

  /// Octets kept.
  var count: Int { ring.count }
  /// The first place behind what was written; the place of FIN once finished.
  var end: SequenceNumber { start + ring.count }
  /// Octets that can be written now.
  var room: Int { isFinished ? 0 : max(0, limit - ring.count) }
  /// Octets of memory behind it.
  var memory: Int { ring.capacity }

  /// Takes as many octets as there is room for.
  ///
  /// - Parameter flags: what follows them.
  /// - Returns: how many.
  mutating func write(_ octets: RawSpan, _ flags: WriteFlags = []) -> Int {
    let taken = min(room, octets.byteCount)
    ring.append(octets.extracting(0 ..< taken))
    guard taken > 0 else { return 0 }
    if !flags.contains(.more) || taken < octets.byteCount { pushEnd = end }
    if flags.contains(.endOfRecord), taken == octets.byteCount { recordEnds.append(end) }
    return taken
  }

  /// All that was written is to be passed on.
  mutating func push() { pushEnd = end }

  /// Octets from `place` to the end of its record, or of all that was written.
  func unbroken(from place: SequenceNumber) -> Int {
    let index = recordEnds.firstIndex(inOrderWhere: { place.precedes($0) })
    return (index < recordEnds.count ? recordEnds[index] : end).distance(from: place)
  }

  /// True when what ends at `place`, and begins at `first`, is to be passed on by the peer (PSH).
  ///
  /// Source: RFC 9293 §3.9.1.2 (MUST-61).
  func isPushed(from first: SequenceNumber, to place: SequenceNumber) -> Bool {
    if place == end, first.precedes(pushEnd) { return true }
    let index = recordEnds.firstIndex(inOrderWhere: { !$0.precedes(place) })
    return index < recordEnds.count && recordEnds[index] == place
  }

  /// The application has no more to say.
  mutating func finish() { isFinished = true }

  /// Forgets what the peer acknowledged: octets up to `place`, which may be one behind `end` when FIN is among it.
  mutating func acknowledge(upTo place: SequenceNumber) {
    let acknowledged = min(place.distance(from: start), ring.count)
    guard acknowledged > 0 else { return }
    ring.removeFirst(acknowledged)
    start += acknowledged
    if !recordEnds.isEmpty { recordEnds.removeFirst(recordEnds.firstIndex(inOrderWhere: { start.precedes($0) })) }
    if ring.count == 0 { ring.rewind() }
  }

  /// True while it keeps memory and nothing is in it.
  var isIdle: Bool { ring.count == 0 && ring.capacity > 0 }

  /// Gives memory back that nothing is in.
  mutating func tidy() {
    if ring.count == 0 { ring.release() }
  }

  /// Appends `count` octets from `place` on to `output`.
  func copy(from place: SequenceNumber, count: Int, into output: inout OutputSpan<UInt8>) {
    ring.copy(from: place.distance(from: start), count: count, into: &output)
  }
}
