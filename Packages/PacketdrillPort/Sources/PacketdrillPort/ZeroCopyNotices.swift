/// What a program that lent its memory (MSG_ZEROCOPY) is told: which of its calls are done with. Here all is copied, and
/// the notices say so; they come when the peer has acknowledged.
///
/// Source: Documentation/networking/msg_zerocopy.rst of Linux.
struct ZeroCopyNotices {
  private var next: UInt32 = 0
  private var waiting: [(number: UInt32, end: Int)] = []
  private var ready: [ClosedRange<UInt32>] = []

  /// True when there is a notice to be read.
  var isReady: Bool { !ready.isEmpty }

  /// A call lent memory, whose last octet stands before `end`.
  mutating func lend(upTo end: Int) {
    waiting.append((next, end))
    next &+= 1
  }

  /// The peer has so many octets. Calls that follow each other share a notice.
  ///
  /// - Returns: true when there is news.
  mutating func acknowledge(_ octets: Int) -> Bool {
    var hasNews = false
    while let first = waiting.first, first.end <= octets {
      waiting.removeFirst()
      hasNews = true
      if let last = ready.last, last.upperBound &+ 1 == first.number {
        ready[ready.count - 1] = last.lowerBound ... first.number
      } else {
        ready.append(first.number ... first.number)
      }
    }
    return hasNews
  }

  /// The next notice: the calls it is about.
  mutating func take() -> ClosedRange<UInt32>? { ready.isEmpty ? nil : ready.removeFirst() }
}
