import Testing

@testable import Wire

@Suite("Losses in bursts")
struct BurstLossTests {
  private func channel(
    _ enter: Double, _ leave: Double, inside: Double = 1, outside: Double = 0
  ) -> BurstLoss? {
    BurstLoss(
      enter: Probability(enter)!, leave: Probability(leave)!, lossInside: Probability(inside)!,
      lossOutside: Probability(outside)!)
  }

  private func losses(_ channel: BurstLoss?) -> [Bool] {
    var lane = Lane(.with { $0.bursts = channel }, seed: 3)
    return lane.judge(segments: 20_000).map { $0 == .dropped(.burst) }
  }

  /// The lengths of the runs of losses.
  private func runs(_ losses: [Bool]) -> [Int] { losses.split(separator: false).map(\.count) }

  @Test("lose enter / (enter + leave) of all, in runs of 1 / leave")
  func stationary() {
    let losses = losses(channel(0.02, 0.25))
    let runs = runs(losses)
    let mean = Double(runs.reduce(0, +)) / Double(runs.count)
    #expect((1_200 ... 1_760).contains(losses.count { $0 }), "\(losses.count { $0 }) for 1,481")
    #expect((3.6 ... 4.4).contains(mean), "\(mean) for 4")
    #expect(runs.max()! > 10)
  }

  @Test("are single where the channel never stays bad")
  func single() {
    let runs = runs(losses(channel(0.01, 0.99)))
    #expect(runs.count { $0 == 1 } > runs.count * 19 / 20)
  }

  @Test("lose some inside and some outside, if told so")
  func mixed() {
    let losses = losses(channel(0.01, 0.03, inside: 0.5, outside: 0.01)).count { $0 }
    // A quarter of the time at a half, the rest at a hundredth.
    #expect((2_200 ... 3_100).contains(losses), "\(losses) for 2,650")
  }

  @Test("need passages that are above 0.001 and not above 1 together")
  func bounds() {
    #expect(channel(0.6, 0.5) == nil)
    #expect(channel(0.0004, 0.0005) == nil)
    #expect(channel(0.5, 0.5) != nil)
  }

  @Test("begin with a good channel, and end the look back there")
  func beginning() {
    let channel = channel(0.0005, 0.0005)!
    #expect(!channel.isBad(at: 1_000_000_000) { _ in 1 << 63 })
    #expect(channel.isBad(at: 5) { $0 == 1 ? 0 : 1 << 63 })
    #expect(!channel.isBad(at: 5) { $0 == 1 ? 0 : $0 == 3 ? .max : 1 << 63 })
  }
}
