import PacketCodec
import Testing

@testable import Wire

@Suite("Limits")
struct LimitTests {
  @Test("a link holds no more frames than it says, and tells what it had no room for")
  func frames() {
    let late = Impairment.with { $0.delay = 1 }
    var link = ImpairedLink(forward: late, backward: late, seed: 1, framesMax: 100)
    let frame = [UInt8](repeating: 0, count: 20)
    for _ in 0 ..< 110 { link.offer(frame) }
    #expect(link.frames == 99)
    #expect(link.statistics(.forward).dropped(.overflow) == 11)
    while link.take(now: 1) != nil {}
    #expect(link.offer(frame, now: 1).cause == nil)
  }

  @Test("a link holds no more octets than it says")
  func octets() {
    var link = ImpairedLink(.with { $0.delay = 1 })
    let frame = [UInt8](repeating: 0, count: ImpairedLink.octetsMax / 8)
    let causes = (0 ..< 8).map { _ in link.offer(frame).cause }
    #expect(causes == Array(repeating: nil, count: 7) + [.overflow])
  }

  @Test("a flood of connections drives out those that are idle, not the one at work")
  func connections() {
    var identifier = FrameIdentifier(connectionsMax: 16, placesMax: 64)
    let worker = Stream()
    for number in 1 ... 1000 as ClosedRange<UInt16> {
      _ = identifier.identify(Stream(ports: (number, 81)).syn.span.bytes, .forward)
      for _ in 0 ..< 2 {
        let seen = identifier.identify(worker.segment(octets: 5).span.bytes, .forward)
        #expect(seen.connection == 2)
      }
    }
    #expect(identifier.identify(Stream(ports: (1, 81)).syn.span.bytes, .forward).connection == 1002)
  }

  @Test("a ledger forgets the oldest place, which then counts as new")
  func ledger() {
    var ledger = TransmissionLedger(limit: 2)
    func place(_ sequence: UInt32) -> TransmissionLedger.Place {
      TransmissionLedger.Place(connection: 1, direction: .forward, sequence: sequence)
    }
    #expect([1, 2, 1, 3, 2, 1].map { ledger.note(place($0), new: 0).transmissions } == [1, 1, 2, 1, 2, 1])
  }

  @Test("a ledger says what a list would say that is searched from end to end")
  func ledgerAgainstList() {
    var generator = Seeded(state: 7)
    var ledger = TransmissionLedger(limit: 64)
    var list: [(place: TransmissionLedger.Place, number: Int, times: Int)] = []
    for step in 1 ... 5000 {
      let place = TransmissionLedger.Place(
        connection: Int(generator.next() % 3), direction: generator.next() % 2 == 0 ? .forward : .backward,
        sequence: UInt32(generator.next() % 20) * 1448)
      let entry = ledger.note(place, new: step)
      if let index = list.firstIndex(where: { $0.place == place }) {
        list[index].times += 1
        #expect((entry.number, entry.transmissions) == (list[index].number, list[index].times))
      } else {
        if list.count == 64 { list.removeFirst() }
        list.append((place, step, 1))
        #expect((entry.number, entry.transmissions) == (step, 1))
      }
    }
  }

  /// Octets that nobody thought of: at random, and good frames with some of theirs changed or cut off.
  @Test("whatever the octets, nothing traps, and what was offered is passed or dropped")
  func hostile() {
    var generator = Seeded(state: 20_261_121)
    var link = ImpairedLink(
      forward: .with {
        $0.loss = Probability(0.1)!
        $0.bursts = BurstLoss(enter: Probability(0.1)!, leave: Probability(0.1)!)
        $0.drops = [ScriptedDrop("data:3")!, ScriptedDrop("other:5")!]
        $0.jitter = 50
      },
      backward: .with {
        $0.bottleneck = Bottleneck(bitsPerSecond: 1_000_000_000, queueOctets: 3000, queueFrames: 20)
        $0.corrupt = Probability(0.5)!
        $0.reorder = Probability(0.2)!
        $0.maximumTransmissionUnit = 100
      }, seed: 5)
    let good = [Stream().syn, Stream().synAck, Datagram.arp, Datagram.udp(octets: 60)] + Stream().data(2)
    var left = 0
    for step in 0 ..< 10_000 {
      let frame = generator.frame(good)
      link.offer(frame, generator.next() & 1 == 0 ? .forward : .backward, now: Int64(step) * 100)
      while link.take(now: Int64(step) * 100) != nil { left += 1 }
    }
    left += link.drain().count
    let both = LinkDirection.allCases.map { link.statistics($0) }
    #expect(both.map(\.offered).reduce(0, +) == 10_000)
    #expect(both.map { $0.passed + $0.dropped }.reduce(0, +) == 10_000)
    #expect(left == both.map(\.passed).reduce(0, +))
    #expect((link.frames, link.octets) == (0, 0))
    #expect(both.allSatisfy { $0.passed > 500 && $0.dropped > 500 })
  }
}

/// A generator whose numbers a seed repeats.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }

  mutating func frame(_ good: [[UInt8]]) -> [UInt8] {
    if next() % 4 == 0 {
      return (0 ..< Int.random(in: 0 ... 90, using: &self)).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
    var frame = good.randomElement(using: &self)!
    for _ in 0 ..< Int.random(in: 0 ... 4, using: &self) {
      frame[Int.random(in: 12 ..< min(60, frame.count), using: &self)] = UInt8(truncatingIfNeeded: next())
    }
    return next() % 3 == 0 ? Array(frame.prefix(Int.random(in: 0 ... frame.count, using: &self))) : frame
  }
}
