import Glibc
import SocketKit
import Synchronization
import Testing

@testable import UStackLink

@Suite struct `Octets between two threads` {
  private static func write(_ octets: UInt8..., to lane: OctetLane) -> Int { lane.write(octets.span.bytes) }

  private static func drained(_ lane: OctetLane, atMost count: Int) -> [UInt8] {
    [UInt8](capacity: count) { _ = lane.read(into: &$0) }
  }

  @Test(arguments: [(1, 1), (2, 2), (3, 4), (64, 64), (65, 128), (65_536, 65_536)])
  func `have room for a power of two`(_ asked: Int, _ capacity: Int) {
    #expect(OctetLane(capacity: asked).capacity == capacity)
  }

  @Test func `come out as they went in, over the seam and when it is full`() {
    let lane = OctetLane(capacity: 8)
    #expect(Self.write(1, 2, 3, 4, 5, to: lane) == 5 && lane.waiting == 5 && lane.room == 3)
    #expect(Self.drained(lane, atMost: 3) == [1, 2, 3])
    #expect(Self.write(6, 7, 8, 9, 10, 11, 12, 13, to: lane) == 6, "only so many fit")
    #expect(lane.room == 0 && Self.write(0, to: lane) == 0)
    #expect(Self.drained(lane, atMost: 100) == [4, 5, 6, 7, 8, 9, 10, 11])
    #expect(lane.waiting == 0 && Self.drained(lane, atMost: 1) == [])
  }

  @Test func `are lent up to the seam, and what is not taken stays`() {
    let lane = OctetLane(capacity: 4)
    #expect(Self.write(1, 2, 3, to: lane) == 3)
    #expect(lane.drain { $0.byteCount - 1 } == 2)
    #expect(lane.fill { output in while !output.isFull { output.append(9) } } == 1, "up to the seam")
    #expect(lane.fill { output in while !output.isFull { output.append(8) } } == 2, "and behind it")
    #expect(lane.drain { $0.byteCount } == 2 && lane.drain { $0.byteCount } == 2 && lane.waiting == 0)
  }

  @Test func `can still be taken when no more come`() {
    let lane = OctetLane(capacity: 4)
    #expect(Self.write(1, to: lane) == 1 && !lane.isFinished)
    lane.finish()
    #expect(lane.isFinished && Self.drained(lane, atMost: 4) == [1])
  }

  /// One thread fills what the other drains, in pieces of changing lengths, through a ring that is always too small.
  @Test(arguments: [1, 64, 4096]) func `keep their order while both run`(_ capacity: Int) throws {
    let total = min(1_000_000, capacity * 1000)
    let lane = OctetLane(capacity: capacity)
    try DetachedThread.start {
      var (place, length) = (0, 1)
      while place < total {
        let piece = Pattern.shared.piece(from: place, atMost: min(length, total - place))
        let taken = lane.write(piece.span.bytes)
        if taken == 0 { sched_yield() }
        place += taken
        length = length % 700 + 13
      }
      lane.finish()
    }
    var (place, length) = (0, 1)
    while !(lane.isFinished && lane.waiting == 0) {
      let octets = Self.drained(lane, atMost: length)
      try Pattern.shared.check(octets[...], from: place)
      if octets.isEmpty { sched_yield() }
      place += octets.count
      length = length % 900 + 17
    }
    #expect(place == total)
  }
}

@Suite struct `A doorbell` {
  private final class Count: Sendable {
    let rings = Atomic<Int>(0)
  }

  @Test func `wakes once, and only who lay down`() {
    let count = Count()
    let bell = Doorbell { count.rings.add(1, ordering: .relaxed) }
    bell.ring()
    #expect(count.rings.load(ordering: .relaxed) == 0)
    bell.lieDown()
    bell.ring()
    bell.ring()
    #expect(count.rings.load(ordering: .relaxed) == 1)
  }
}

@Suite struct `Marks of connections` {
  @Test func `are taken once each, however often they were made`() {
    let marks = Marks(count: 130)
    #expect(marks.isEmpty)
    for place in [129, 0, 63, 64, 0, 129] { marks.mark(place) }
    #expect(!marks.isEmpty)
    var taken: [Int] = []
    marks.take { taken.append($0) }
    #expect(taken == [0, 63, 64, 129] && marks.isEmpty)
  }
}
