import Testing

@testable import LabKit

@Suite struct `Places that were sent` {
  private func novelties(_ ranges: [Range<Int64>]) -> [SentRanges.Novelty] {
    var sent = SentRanges()
    return ranges.map { sent.insert($0) }
  }

  @Test func `are new behind all others`() {
    #expect(novelties([0 ..< 1, 1 ..< 5, 9 ..< 12]) == [.new, .new, .new])
  }

  @Test func `are late in a hole`() {
    #expect(novelties([0 ..< 1, 6 ..< 9, 1 ..< 6]) == [.new, .new, .late])
    #expect(novelties([0 ..< 1, 6 ..< 9, 2 ..< 4, 1 ..< 2, 4 ..< 6]) == [.new, .new, .late, .late, .late])
  }

  @Test func `are repeated if one of them is`() {
    #expect(novelties([0 ..< 5, 0 ..< 5]) == [.new, .repeated])
    #expect(novelties([0 ..< 5, 4 ..< 9]) == [.new, .repeated])
    #expect(novelties([2 ..< 5, 0 ..< 3]) == [.new, .repeated])
    #expect(novelties([0 ..< 9, 3 ..< 4]) == [.new, .repeated])
    #expect(novelties([3 ..< 4, 0 ..< 9]) == [.new, .repeated])
  }

  @Test func `end behind the highest`() {
    var sent = SentRanges()
    #expect(sent.end == 0)
    _ = sent.insert(6 ..< 9)
    _ = sent.insert(0 ..< 2)
    #expect(sent.end == 9)
  }

  @Test func `agree with a set of places`() {
    var random = SplitMix(seed: 1)
    for _ in 0 ..< 200 {
      var sent = SentRanges()
      var places: Set<Int64> = []
      for _ in 0 ..< 30 {
        let start = Int64.random(in: -20 ... 60, using: &random)
        let range = start ..< start + Int64.random(in: 1 ... 6, using: &random)
        let wanted: SentRanges.Novelty =
          if !places.isDisjoint(with: range) { .repeated } else if places.contains(where: { $0 > start }) { .late } else
          { .new }
        #expect(sent.insert(range) == wanted)
        places.formUnion(range)
      }
    }
  }

  @Test func `are kept in so many pieces, the lowest holes closing first`() {
    var sent = SentRanges()
    for piece in 0 ..< Int64(SentRanges.piecesMax) + 1 { _ = sent.insert(piece * 10 ..< piece * 10 + 1) }
    #expect(sent.insert(5 ..< 6) == .repeated)
    #expect(sent.insert(15 ..< 16) == .late)
  }
}
