import Testing

@testable import Wire

@Suite("Time on a link")
struct TimeTests {
  /// 1,000 octets from the Ethernet header on.
  private let frame = Datagram.udp(octets: 958)

  @Test("without anything, a frame arrives as it is when it was sent")
  func plain() {
    var link = ImpairedLink(Impairment())
    #expect(link.deadline == nil)
    link.offer(frame, now: 5)
    #expect(link.deadline == 5)
    #expect(link.take(now: 4) == nil)
    let arrived = link.take(now: 5)
    #expect(arrived?.frame == frame)
    #expect(arrived?.direction == .forward)
    #expect(link.take(now: .max) == nil)
    #expect((link.frames, link.octets) == (0, 0))
  }

  @Test("a delay is what it says, each way its own")
  func delay() {
    var link = ImpairedLink(forward: .with { $0.delay = 30 }, backward: .with { $0.delay = 7 }, seed: 1)
    link.offer(frame, .forward, now: 100)
    link.offer(frame, .backward, now: 101)
    #expect(link.drain().map { ($0.arrival) } == [108, 130])
  }

  @Test("a rate sends one frame behind the other, and the delay comes on top")
  func rate() {
    // 8 Mbit/s: an octet is a microsecond.
    var link = ImpairedLink(
      .with {
        $0.bottleneck = Bottleneck(bitsPerSecond: 8_000_000)
        $0.delay = 5
      })
    for now in [0, 10, 2_500_000] as [Int64] { link.offer(frame, now: now) }
    #expect(link.drain().map(\.arrival) == [1_000_005, 2_000_005, 3_500_005])
  }

  @Test("a full queue drops at its tail: by frames")
  func queueOfFrames() {
    var link = ImpairedLink(
      .with { $0.bottleneck = Bottleneck(bitsPerSecond: 8_000_000, queueFrames: 2) })
    let causes = (0 ..< 5).map { _ in link.offer(frame).cause }
    #expect(causes == [nil, nil, nil, .queue, .queue])
    // The first is gone: the second is being sent, one place is free.
    #expect(link.offer(frame, now: 1_000_000).cause == nil)
    #expect(link.offer(frame, now: 1_000_001).cause == .queue)
    #expect(link.statistics(.forward).queueFramesPeak == 2)
    #expect(link.statistics(.forward).queueOctetsPeak == 2000)
    #expect(link.statistics(.forward).dropped(.queue) == 3)
  }

  @Test("a full queue drops at its tail: by octets, which a short frame may still fit into")
  func queueOfOctets() {
    var link = ImpairedLink(
      .with { $0.bottleneck = Bottleneck(bitsPerSecond: 8_000_000, queueOctets: 1500) })
    let short = Datagram.udp(octets: 58)
    #expect([frame, frame, frame, short].map { link.offer($0).cause } == [nil, nil, .queue, nil])
  }

  @Test("jitter moves arrivals within its bounds and overtakes nobody")
  func jitter() {
    var link = ImpairedLink(
      .with {
        $0.delay = 1_000_000
        $0.jitter = 400_000
      })
    let stream = Stream()
    var (sent, moved) = ([[UInt8]](), Set<Int64>())
    for index in 0 ..< 500 {
      let frame = stream.segment(at: 1 + UInt32(index) * 10, octets: 10)
      let now = Int64(index) * 1_000_000
      let passage = link.offer(frame, now: now)
      let time = passage.carriage!.arrival - now
      #expect((600_000 ... 1_400_000).contains(time))
      moved.insert(time)
      sent.append(frame)
    }
    #expect(moved.count > 400)
    #expect(link.drain().map(\.frame) == sent)
    // Without the time between them they would overtake.
    for frame in sent { link.offer(frame, now: 1_000_000_000) }
    let arrived = link.drain()
    #expect(arrived.map(\.frame) == sent)
    #expect(arrived.map(\.arrival) == arrived.map(\.arrival).sorted())
  }

  @Test("what is held back is overtaken by those within the hold, and by nobody else")
  func reorder() {
    var link = ImpairedLink(
      .with {
        $0.reorder = Probability(0.2)!
        $0.holdBack = 25
      })
    var held: [[UInt8]: Bool] = [:]
    let frames = (0 ..< 200).map { Stream().segment(at: 1 + UInt32($0) * 10, octets: 10) }
    for (index, frame) in frames.enumerated() {
      held[frame] = link.offer(frame, now: Int64(index) * 10).carriage!.isReordered
    }
    let arrived = link.drain().map(\.frame)
    #expect(arrived != frames)
    #expect(arrived.filter { !held[$0]! } == frames.filter { !held[$0]! })
    #expect(arrived.filter { held[$0]! } == frames.filter { held[$0]! })
    #expect(link.statistics(.forward).reordered == held.values.count { $0 })
    let (first, place) = (frames.firstIndex { held[$0]! }!, arrived.firstIndex { held[$0]! }!)
    // It waits for two and a half frames' time.
    #expect(place == first + frames[first + 1 ... first + 2].count { !held[$0]! })
  }

  @Test("what comes twice comes at once, and counts once")
  func duplicate() {
    var link = ImpairedLink(.with { $0.duplicate = .always })
    link.offer(frame)
    #expect(link.frames == 2)
    #expect(link.drain().map(\.frame) == [frame, frame])
    let statistics = link.statistics(.forward)
    #expect((statistics.passed, statistics.duplicated, statistics.octets) == (1, 1, 1000))
  }

  @Test("what is too long vanishes without a word")
  func blackHole() {
    var link = ImpairedLink(.with { $0.maximumTransmissionUnit = 985 })
    #expect(link.offer(frame).cause == .size)
    link = ImpairedLink(.with { $0.maximumTransmissionUnit = 986 })
    #expect(link.offer(frame).cause == nil)
  }

  @Test("frames of both directions come out in the order of their arrival")
  func merged() {
    var link = ImpairedLink(Impairment())
    link.offer(frame, .backward, now: 1)
    link.offer(frame, .forward, now: 1)
    link.offer(frame, .backward, now: 2)
    #expect(link.drain().map(\.direction) == [.backward, .forward, .backward])
  }
}
