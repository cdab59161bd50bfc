/// When frames leave a bottleneck, without keeping the frames: only when each begins to be sent.
struct RateQueue: Sendable {
  private let bottleneck: Bottleneck
  /// When the last frame is sent.
  private var busyUntil = Int64.min
  /// When each frame that waits begins to be sent, and its octets.
  private var waiting: [(start: Int64, octets: Int)] = []
  private var head = 0
  /// Octets that wait.
  private(set) var octets = 0

  private static let slack = 64

  init(_ bottleneck: Bottleneck) { self.bottleneck = bottleneck }

  /// Frames that wait.
  var frames: Int { waiting.count - head }

  /// Takes a frame, if there is room.
  ///
  /// - Returns: when its last bit is sent; nil when there is no room.
  mutating func admit(octets count: Int, now: Int64) -> Int64? {
    release(now)
    let start = max(now, busyUntil)
    if start > now {
      guard frames < bottleneck.queueFrames, octets + count <= bottleneck.queueOctets else { return nil }
      waiting.append((start, count))
      octets += count
    }
    busyUntil = start + bottleneck.transmissionTime(octets: count)
    return busyUntil
  }

  /// Forgets those that wait no longer.
  private mutating func release(_ now: Int64) {
    while head < waiting.count, waiting[head].start <= now {
      octets -= waiting[head].octets
      head += 1
    }
    if head >= Self.slack, head * 2 >= waiting.count {
      waiting.removeFirst(head)
      head = 0
    }
  }
}
