/// Which places of one direction's sequence space were sent already: what tells a repetition from news.
///
/// Places are counted from the initial sequence number and do not wrap.
struct SentRanges: Hashable, Sendable {
  /// The most separate pieces kept. A healthy direction has one, a lossy one some tens; an attacker's may have as many
  /// as segments, and then the oldest holes count as sent.
  static let piecesMax = 256

  /// Disjoint, ascending, never touching.
  private var pieces: [Range<Int64>] = []

  /// What a run of places is, before it is noted.
  enum Novelty: Hashable, Sendable {
    /// Nothing of it was sent before, and nothing behind it.
    case new
    /// It was not sent before, but something behind it was: it was overtaken.
    case late
    /// At least one of its places was sent before.
    case repeated
  }

  /// The place behind the highest that was sent; 0 before anything was.
  var end: Int64 { pieces.last?.upperBound ?? 0 }

  /// Notes a run of places.
  ///
  /// - Parameter range: not empty.
  mutating func insert(_ range: Range<Int64>) -> Novelty {
    let novelty: Novelty =
      if pieces.contains(where: { $0.overlaps(range) }) {
        .repeated
      } else if let last = pieces.last, range.upperBound <= last.lowerBound {
        .late
      } else {
        .new
      }
    var merged = range
    pieces.removeAll { piece in
      guard piece.lowerBound <= merged.upperBound, merged.lowerBound <= piece.upperBound else { return false }
      merged = min(piece.lowerBound, merged.lowerBound) ..< max(piece.upperBound, merged.upperBound)
      return true
    }
    let place = pieces.firstIndex { $0.lowerBound > merged.lowerBound } ?? pieces.endIndex
    pieces.insert(merged, at: place)
    if pieces.count > Self.piecesMax {
      pieces.replaceSubrange(0 ... 1, with: [pieces[0].lowerBound ..< pieces[1].upperBound])
    }
    return novelty
  }
}
