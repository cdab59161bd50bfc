import PacketCodec
import Testing

@testable import Wire

@Suite("A frame that arrives at once")
struct PassingTests {
  private let frames = (0 ..< 3).map { Stream().segment(at: 1 + 10 * UInt32($0), octets: 10) }

  /// Offers a frame to whoever takes those that pass.
  ///
  /// - Returns: the octets that passed; nil when the link kept the frame, or lost it.
  private func passed(
    _ frame: [UInt8], _ link: inout ImpairedLink, now: Int64 = 0, taken: Bool = true
  ) -> [UInt8]? {
    var passed: [UInt8]?
    link.offer(frame.span.bytes, .forward, now: now) { octets in
      passed = octets.withUnsafeBytes { [UInt8]($0) }
      return taken
    }
    return passed
  }

  @Test("passes, counts, and leaves nothing behind")
  func passes() {
    var link = ImpairedLink(Impairment())
    #expect(passed(frames[0], &link) == frames[0])
    #expect((link.frames, link.octets, link.deadline) == (0, 0, nil))
    #expect(link.statistics(.forward).passed == 1)
    #expect(link.statistics(.forward).octets == frames[0].count)
  }

  @Test("is kept when it is not taken, and those behind it wait for it")
  func kept() {
    var link = ImpairedLink(Impairment())
    #expect(passed(frames[0], &link, taken: false) == frames[0])
    #expect(link.statistics(.forward).passed == 0)
    #expect(passed(frames[1], &link) == nil)
    #expect(link.drain().map(\.frame) == [frames[0], frames[1]])
    #expect(passed(frames[2], &link) == frames[2])
  }

  @Test("does not pass where it comes later, twice, or damaged")
  func others() {
    let impairments: [Impairment] = [
      .with { $0.delay = 1 }, .with { $0.duplicate = .always }, .with { $0.corrupt = .always },
      .with { $0.reorder = .always }, .with { $0.bottleneck = Bottleneck(bitsPerSecond: 1000) },
    ]
    for impairment in impairments {
      var link = ImpairedLink(impairment)
      #expect(passed(frames[0], &link) == nil)
      #expect(!link.drain().isEmpty)
    }
  }

  @Test("arrives between the same others as if it had been kept")
  func order() {
    let impairment = Impairment.with {
      $0.loss = Probability(0.1)!
      $0.reorder = Probability(0.2)!
      $0.duplicate = Probability(0.2)!
      $0.holdBack = 35
    }
    let frames = (0 ..< 500).map { Stream().segment(at: 1 + 10 * UInt32($0), octets: 10) }
    var (one, two) = (ImpairedLink(impairment), ImpairedLink(impairment))
    var (straight, kept) = ([[UInt8]](), [[UInt8]]())
    var passes = 0
    for (index, frame) in frames.enumerated() {
      let now = Int64(index) * 10
      if let octets = passed(frame, &one, now: now) {
        straight.append(octets)
        passes += 1
      }
      two.offer(frame, now: now)
      while let (frame, _) = one.take(now: now) { straight.append(frame) }
      while let (frame, _) = two.take(now: now) { kept.append(frame) }
    }
    straight += one.drain().map(\.frame)
    kept += two.drain().map(\.frame)
    let numbers = { (arrived: [[UInt8]]) in arrived.map { frames.firstIndex(of: $0) } }
    #expect(passes > 100)
    #expect(numbers(straight) == numbers(kept))
    #expect(one.statistics(.forward).passed == two.statistics(.forward).passed)
  }

  @Test("is not looked into where nothing hangs on which it is and nobody asks")
  func unnamed() {
    let plain = Impairment.with {
      $0.delay = 5
      $0.maximumTransmissionUnit = 1500
      $0.bottleneck = Bottleneck(bitsPerSecond: 1_000_000)
    }
    var link = ImpairedLink(forward: plain, backward: plain, seed: 1, namesFrames: false)
    #expect(link.offer(frames[0]).frame == nil)
    let asking: [(inout Impairment) -> Void] = [
      { $0.loss = .always }, { $0.reorder = .always }, { $0.duplicate = .always }, { $0.corrupt = .always },
      { $0.jitter = 1 }, { $0.drops = [ScriptedDrop("data:1")!] },
      { $0.bursts = BurstLoss(enter: .always, leave: .never) },
    ]
    for change in asking {
      // Either direction's: numbers are counted by both.
      link = ImpairedLink(forward: plain, backward: .with(change), seed: 1, namesFrames: false)
      #expect(link.offer(frames[0], .forward).frame?.number == 1)
    }
  }
}
