import Testing

@testable import Wire

@Suite("The same seed")
struct DeterminismTests {
  private static let impairment = Impairment.with {
    $0.loss = Probability(0.1)!
    $0.reorder = Probability(0.1)!
    $0.duplicate = Probability(0.1)!
    $0.corrupt = Probability(0.1)!
    $0.jitter = 1000
    $0.delay = 1000
  }

  /// What happens to a segment, without the time.
  private struct Outcome: Hashable {
    var cause: DropCause?
    var flags: [Bool]
    var bit: Int?

    init(_ passage: Passage) {
      cause = passage.cause
      flags = passage.carriage.map { [$0.isReordered, $0.isDuplicated] } ?? []
      bit = passage.carriage?.corruptedBit
    }
  }

  private struct Place: Hashable {
    var direction: LinkDirection
    var sequence: UInt32
    var transmission: Int
  }

  /// The outcome of each segment, whenever it came.
  private func outcomes(
    _ frames: [([UInt8], LinkDirection)], _ impairment: Impairment = impairment, seed: UInt64 = 9, step: Int64 = 10
  ) -> [Place: Outcome] {
    var link = ImpairedLink(impairment, seed: seed)
    var found: [Place: Outcome] = [:]
    for (index, frame) in frames.enumerated() {
      let passage = link.offer(frame.0, frame.1, now: Int64(index) * step)
      guard let identity = passage.frame else { continue }
      found[Place(direction: identity.direction, sequence: identity.sequence, transmission: identity.transmission)] =
        Outcome(passage)
    }
    return found
  }

  private let opening: [([UInt8], LinkDirection)] = [(Stream().syn, .forward), (Stream().synAck, .backward)]
  private let there = Stream().data(400).map { ($0, LinkDirection.forward) }
  private let back = Stream().data(400, .backward).map { ($0, LinkDirection.backward) }

  @Test("does the same to the same segments in whatever order and time they come")
  func order() {
    var generator = SystemRandomNumberGenerator()
    let once = outcomes(opening + there + back)
    let other = outcomes(opening + (there + back).shuffled(using: &generator), step: 12_345)
    #expect(once.count == 802)
    #expect(once == other)
    #expect(Set(once.values.map(\.cause)) == [nil, .loss])
    #expect(Set(once.values.flatMap(\.flags)) == [false, true])
    #expect(Set(once.values.map(\.bit)).count > 20)
  }

  @Test("has its bursts on the same segments, however the directions and the retransmissions mingle")
  func bursts() {
    let bursty = Impairment.with {
      $0.bursts = BurstLoss(enter: Probability(0.05)!, leave: Probability(0.3)!)
    }
    let again = there[100 ..< 200]
    let once = outcomes(opening + there + again + back, bursty)
    var mingled = opening
    for part in [back[..<50], there[..<250], again, back[50...], there[250...]] { mingled += part }
    let other = outcomes(mingled, bursty, step: 7)
    #expect(once.count == 902)
    #expect(once == other)
    #expect(Set(once.values.map(\.cause)) == [nil, .burst])
  }

  @Test("does the same to another connection with other ports and numbers, and another seed does not")
  func otherPorts() {
    let stream = Stream(ports: (3, 4), initial: (1 << 31, 7))
    let other = stream.data(400).map { ($0, LinkDirection.forward) }
    let opening = [(stream.syn, LinkDirection.forward), (stream.synAck, .backward)]
    #expect(outcomes(self.opening + there) == outcomes(opening + other))
    #expect(outcomes(self.opening + there) != outcomes(opening + other, seed: 10))
  }

  @Test("lets the second transmission of what was lost try anew")
  func anew() {
    var link = ImpairedLink(.with { $0.loss = Probability(0.5)! })
    let lost = Stream().data(200).filter { link.offer($0).cause == .loss }
    let again = lost.filter { link.offer($0).cause == .loss }
    #expect((70 ... 130).contains(lost.count))
    #expect((lost.count / 4 ... lost.count * 3 / 4).contains(again.count))
  }

  @Test("treats the second connection otherwise than the first")
  func connections() {
    var link = ImpairedLink(.with { $0.loss = Probability(0.5)! })
    let fates = (1 ... 64).map { link.offer(Stream(ports: ($0, 80)).syn).cause }
    #expect(Set(fates) == [nil, .loss])
  }
}
