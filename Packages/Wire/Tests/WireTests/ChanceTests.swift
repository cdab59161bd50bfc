import Testing

@testable import Wire

/// Counts of 20,000 segments at a fixed seed: within four standard deviations, and the same each time.
@Suite("Chance")
struct ChanceTests {
  private static let count = 20_000

  private func fates(_ impairment: Impairment) -> [Passage.Fate] {
    var lane = Lane(impairment, seed: 42)
    return lane.judge(segments: Self.count)
  }

  private func isNear(_ found: Int, _ expected: Double) -> Bool {
    let mean = expected * Double(Self.count)
    let deviation = (mean * (1 - expected)).squareRoot()
    return abs(Double(found) - mean) <= 4 * deviation
  }

  @Test("loses as often as it was told", arguments: [0, 0.001, 0.01, 0.05, 0.2, 0.9, 1])
  func loss(_ rate: Double) {
    let lost = fates(.with { $0.loss = Probability(rate)! }).filter { $0 == .dropped(.loss) }
    #expect(isNear(lost.count, rate), "\(lost.count)")
  }

  @Test("reorders, doubles and damages as often as it was told, each for itself")
  func others() {
    let carriages = fates(
      .with {
        $0.reorder = Probability(0.1)!
        $0.duplicate = Probability(0.02)!
        $0.corrupt = Probability(0.01)!
      }
    ).compactMap(\.carriage)
    #expect(isNear(carriages.filter(\.isReordered).count, 0.1))
    #expect(isNear(carriages.filter(\.isDuplicated).count, 0.02))
    #expect(isNear(carriages.filter { $0.corruptedBit != nil }.count, 0.01))
    #expect(isNear(carriages.filter { $0.isReordered && $0.isDuplicated }.count, 0.002))
  }

  @Test("has no rate outside 0 ... 1")
  func ends() {
    #expect(Probability(-0.001) == nil)
    #expect(Probability(1.001) == nil)
    #expect(Probability(.nan) == nil)
    #expect(Probability(0.25)?.value == 0.25)
  }
}
