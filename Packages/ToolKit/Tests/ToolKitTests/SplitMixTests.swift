import Testing
import ToolKit

@Suite("A seed") struct SplitMixTests {
  /// The first numbers of seed 1234567, as the paper's reference implementation gives them.
  @Test func `gives the numbers that it gives everywhere`() {
    var generator = SplitMix(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    #expect(generator.next() == 9_817_491_932_198_370_423)
  }

  @Test func `repeats its choices, and another makes others`() {
    func choices(_ seed: UInt64) -> [Int] {
      var generator = SplitMix(seed: seed)
      return (0 ..< 32).map { _ in Int.random(in: 0 ..< 10, using: &generator) }
    }
    #expect(choices(7) == choices(7))
    #expect(choices(7) != choices(8))
  }
}
