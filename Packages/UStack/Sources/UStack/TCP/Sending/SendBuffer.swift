internal import PacketCodec

/// What the application wrote and the peer has not acknowledged, and where the application ended.
///
/// Source: RFC 9293 §3.9.1.3 (SEND), §3.9.1.5 (CLOSE).
struct SendBuffer {
  private var ring = OctetRing()
  /// The place of the oldest octet kept.
  private(set) var start: SequenceNumber
  /// The most octets that are kept.
  let limit: Int
  /// True once the application finished: FIN stands at `end`.
  private(set) var isFinished = false

  /// An empty buffer whose first octet will stand at `start`.
  init(start: SequenceNumber, limit: Int) {
    self.start = start
    self.limit = limit
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
  /// - Returns: how many.
  mutating func write(_ octets: RawSpan) -> Int {
    let taken = min(room, octets.byteCount)
    ring.append(octets.extracting(0 ..< taken))
    return taken
  }

  /// The application has no more to say.
  mutating func finish() { isFinished = true }

  /// Forgets what the peer acknowledged: octets up to `place`, which may be one behind `end` when FIN is among it.
  mutating func acknowledge(upTo place: SequenceNumber) {
    let acknowledged = min(place.distance(from: start), ring.count)
    guard acknowledged > 0 else { return }
    ring.removeFirst(acknowledged)
    start += acknowledged
    if ring.count == 0 { ring.release() }
  }

  /// Appends `count` octets from `place` on to `output`.
  func copy(from place: SequenceNumber, count: Int, into output: inout OutputSpan<UInt8>) {
    ring.copy(from: place.distance(from: start), count: count, into: &output)
  }
}
