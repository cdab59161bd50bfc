internal import PacketCodec

/// Which places beyond RCV.NXT have arrived.
///
/// Source: RFC 9293 §3.10.7.4, seventh step (SHLD-31); RFC 2018 §4 for the order of the reports.
struct Assembler: Hashable {
  /// Runs kept at most. Each gap costs a search at each segment, and a peer can make as many gaps as it likes; a sender
  /// with this many losses in a window has other troubles, and sends again what is dropped here.
  static let limit = 128

  /// One run, and how recently it grew.
  struct Run: Hashable {
    var start: SequenceNumber
    var count: Int
    /// The higher, the later a segment fell into it.
    var freshness: UInt32

    var end: SequenceNumber { start + count }
  }

  /// The runs in order; none touches another, none touches RCV.NXT.
  private(set) var runs: [Run] = []
  private var freshness: UInt32 = 0

  /// Nothing arrived out of order.
  init() {}

  /// True when nothing waits for a gap to be filled.
  var isEmpty: Bool { runs.isEmpty }

  /// What came of an insertion.
  enum Insertion: Hashable {
    /// It is kept.
    case kept
    /// Part of it or all had arrived before: these places.
    case duplicate(SequenceWindow)
    /// There are too many gaps already; it is as if it never came.
    case refused
  }

  /// Places beyond RCV.NXT arrived.
  mutating func insert(_ window: SequenceWindow) -> Insertion {
    let first = runs.firstIndex { !$0.end.precedes(window.start) } ?? runs.count
    var last = first
    var merged = Run(start: window.start, count: window.count, freshness: freshness &+ 1)
    var overlap: SequenceWindow?
    while last < runs.count, !window.end.precedes(runs[last].start) {
      let run = runs[last]
      overlap = overlap ?? Self.common(window, run)
      let start = run.start.precedes(merged.start) ? run.start : merged.start
      let end = merged.end.precedes(run.end) ? run.end : merged.end
      merged.start = start
      merged.count = end.distance(from: start)
      last += 1
    }
    if first == last, runs.count == Self.limit { return .refused }
    freshness &+= 1
    runs.replaceSubrange(first ..< last, with: CollectionOfOne(merged))
    return overlap.map { .duplicate($0) } ?? .kept
  }

  private static func common(_ window: SequenceWindow, _ run: Run) -> SequenceWindow? {
    let start = window.start.precedes(run.start) ? run.start : window.start
    let end = run.end.precedes(window.end) ? run.end : window.end
    let count = end.distance(from: start)
    return count > 0 ? SequenceWindow(start: start, count: count) : nil
  }

  /// RCV.NXT moved to `next`: what it reaches is in order now.
  ///
  /// - Returns: octets beyond `next` that are in order with it.
  mutating func advance(to next: SequenceNumber) -> Int {
    var reached = 0
    while let run = runs.first, !(next + reached).precedes(run.start) {
      reached = max(reached, run.end.distance(from: next))
      runs.removeFirst()
    }
    return reached
  }

  /// The runs as SACK blocks, the one that grew last first.
  ///
  /// - Parameter duplicate: what is reported before them because it arrived twice (RFC 2883 §4), or nil.
  func blocks(duplicate: SACKBlock?) -> SACKBlocks {
    var blocks = SACKBlocks()
    if let duplicate { blocks.append(duplicate) }
    guard !runs.isEmpty else { return blocks }
    for run in runs.sorted(by: { Int32(bitPattern: $0.freshness &- $1.freshness) > 0 }).prefix(
      SACKBlocks.capacity - blocks.count)
    {
      blocks.append(SACKBlock(leftEdge: run.start, rightEdge: run.end))
    }
    return blocks
  }
}
