import Testing

@testable import PacketdrillPort

@Suite struct `Sockets that are watched` {
  private static let input: UInt32 = 1
  private static let output: UInt32 = 4

  private static func poll(_ manner: UInt32) -> EventPoll {
    var poll = EventPoll()
    _ = poll.control(1, 7, events: input | manner, data: 99)
    return poll
  }

  /// Who is told, when all that are watched are ready to these.
  private static func told(_ poll: inout EventPoll, _ events: UInt32 = input, most: Int = 4) -> [UInt64] {
    poll.ready(most) { _ in events }.map(\.data)
  }

  @Test func `are told as often as they are ready`() {
    var poll = Self.poll(0)
    for _ in 0 ..< 2 {
      let ready = poll.ready(4) { _ in Self.input | Self.output }
      #expect(ready.map(\.events) == [Self.input])
      #expect(ready.map(\.data) == [99])
    }
    let told = Self.told(&poll, Self.output)
    #expect(told == [])
  }

  @Test func `by edges are told once for each thing that happens`() {
    var poll = Self.poll(EventPoll.Manner.edge)
    let first = Self.told(&poll)
    let again = Self.told(&poll)
    poll.rouse(7)
    let roused = Self.told(&poll)
    #expect([first, again, roused] == [[99], [], [99]])
  }

  @Test func `for one shot are told once, until they are asked for again`() {
    var poll = Self.poll(EventPoll.Manner.oneShot)
    let first = Self.told(&poll)
    poll.rouse(7)
    let roused = Self.told(&poll)
    let error = poll.control(3, 7, events: Self.input, data: 1)
    let asked = Self.told(&poll)
    #expect([first, roused, asked] == [[99], [], [1]])
    #expect(error == 0)
  }

  @Test func `come up in the order they were added, as many as there is room for`() {
    var poll = Self.poll(0)
    _ = poll.control(1, 3, events: Self.input, data: 3)
    let one = Self.told(&poll, most: 1)
    _ = poll.control(2, 7, events: 0, data: 0)
    let rest = Self.told(&poll)
    #expect([one, rest] == [[99], [3]])
  }

  @Test func `cannot be added twice, nor changed or removed when they are not there`() {
    for (operation, number) in [(Int32(1), Int32(7)), (2, 8), (3, 8), (9, 7)] {
      var poll = Self.poll(0)
      let error = poll.control(operation, number, events: 0, data: 0)
      #expect(error != 0)
    }
  }
}
