import Testing

@testable import Prefork

@Suite struct `A crew whose member dies` {
  @Test func `replaces it at once the first time, then each time twice as late, up to 5 s`() {
    var (crew, members) = Crew.serving(1)
    var waits: [Int64] = []
    var (now, member) = (1000 * Int64.second, members[0])
    for _ in 1 ... 9 {
      let orders = crew.ended(member, now: now)
      if let due = crew.nextDeadline {
        #expect(orders == [])
        #expect(crew.expire(now: due - 1) == [])
        waits.append(due - now)
        now = due
        member = crew.expire(now: now).started[0]
      } else {
        waits.append(0)
        member = orders.started[0]
      }
      #expect(member.station == 1)
      #expect(crew.nextDeadline == nil)
    }
    #expect(waits == [0, 100, 200, 400, 800, 1600, 3200, 5000, 5000].map { $0 * .millisecond })
  }

  @Test func `forgets a death after a minute`() {
    var (crew, members) = Crew.serving(1)
    let second = crew.ended(members[0], now: 0).started[0]
    let third = crew.ended(second, now: 60 * .second).started
    #expect(third.count == 1)
    #expect(crew.ended(third[0], now: 120 * .second - 1) == [])
    #expect(crew.nextDeadline == 120 * .second - 1 + 100 * .millisecond)
  }

  @Test func `counts each station's deaths for its own wait`() {
    var (crew, members) = Crew.serving(3)
    #expect(crew.ended(members[0], now: 0).started.map(\.station) == [1])
    #expect(crew.ended(members[2], now: 1).started.map(\.station) == [3])
  }

  @Test func `starts all that are due in one breath, and each once`() {
    var (crew, members) = Crew.serving(3)
    for member in members {
      let next = crew.ended(member, now: 0).started[0]
      #expect(crew.ended(next, now: 0) == [])
    }
    #expect(crew.nextDeadline == 100 * .millisecond)
    #expect(crew.expire(now: 100 * .millisecond).started.map(\.station) == [1, 2, 3])
    #expect(crew.expire(now: .second) == [])
  }

  @Test(arguments: [1, 2, 5, 20])
  func `gives up with the tenth within a minute, wherever they fall`(stations: Int) {
    var (crew, members) = Crew.serving(stations)
    var now: Int64 = 0
    for death in 1 ... 9 {
      let place = death % stations
      var orders = crew.ended(members[place], now: now)
      while orders.isEmpty {
        now = crew.nextDeadline!
        orders = crew.expire(now: now)
      }
      members[place] = orders.started[0]
      _ = crew.serves(members[place])
    }
    let others = members.dropFirst()
    let last = crew.ended(members[0], now: now)
    #expect(last.first == .shut)
    #expect(Set(last.dropFirst()) == (others.isEmpty ? [.finish(.gaveUp)] : Set(others.map { .terminate($0) })))
    #expect(last.count == 1 + max(1, others.count))
    // They have a moment, since nothing is wrong with those that serve.
    #expect(crew.nextDeadline == (others.isEmpty ? now : now) + Crew.patience)
    for (index, member) in others.enumerated() {
      #expect(crew.ended(member, now: now) == (index == others.count - 1 ? [.finish(.gaveUp)] : []))
    }
  }

  @Test func `does not give up with ten in a minute and a bit`() {
    var (crew, members) = Crew.serving(10)
    for (index, member) in members.enumerated() {
      #expect(crew.ended(member, now: Int64(index) * 7 * .second).started.map(\.station) == [index + 1])
    }
  }

  @Test func `gives up also when nobody ever served`() {
    var crew = Crew(stations: 4)
    var (orders, now) = (crew.begin()[...], Int64(0))
    var done: [Crew.Order] = []
    for _ in 0 ..< 100 where done.last != .finish(.gaveUp) {
      if orders.isEmpty, let due = crew.nextDeadline { (now, orders) = (due, crew.expire(now: due)[...]) }
      guard let order = orders.popFirst() else { break }
      done.append(order)
      if case .start(let member) = order { orders += crew.ended(member, now: now) }
      if case .terminate(let member) = order { orders += crew.ended(member, now: now) }
    }
    #expect(done.last == .finish(.gaveUp))
    // Four at once, four at once again, and the next four when they were due, of which two had fallen.
    #expect(done.started.count == 12)
    #expect(done.count { $0 == .finish(.gaveUp) } == 1)
  }
}
