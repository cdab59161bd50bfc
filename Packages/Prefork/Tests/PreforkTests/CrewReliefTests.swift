import Testing

@testable import Prefork

@Suite struct `A crew that relieves` {
  @Test func `sends somebody new everywhere, who serves before the old one goes`() {
    var (crew, old) = Crew.serving(3)
    let new = crew.rollOver().started
    #expect(new.map(\.station) == [1, 2, 3])
    for place in [1, 2, 0] { #expect(crew.serves(new[place]) == [.retire(old[place])]) }
    #expect(crew.members == new + old)
    // An end that was asked for is no death: nobody comes for it, now or later.
    for member in old { #expect(crew.ended(member, now: 0) == []) }
    #expect(crew.members == new)
    #expect(crew.nextDeadline == nil)
  }

  @Test func `sends nobody where somebody is on the way, or due`() {
    var (crew, old) = Crew.serving(2)
    let new = crew.rollOver().started
    #expect(crew.rollOver() == [])
    #expect(crew.wantsRelief(old[0]) == [])
    let third = crew.ended(new[0], now: 0).started
    #expect(third.map(\.station) == [1])
    #expect(crew.ended(third[0], now: 0) == [])
    #expect(crew.rollOver() == [])
    #expect(crew.wantsRelief(old[0]) == [])
    #expect(crew.expire(now: 100 * .millisecond).started.map(\.station) == [1])
  }

  @Test func `sends one to who wants it, once`() {
    var (crew, old) = Crew.serving(2)
    let new = crew.wantsRelief(old[1]).started
    #expect(new.map(\.station) == [2])
    #expect(crew.wantsRelief(old[1]) == [])
    #expect(crew.serves(new[0]) == [.retire(old[1])])
    #expect(crew.wantsRelief(old[1]) == [])
    #expect(crew.wantsRelief(new[0]).started.map(\.station) == [2])
  }

  @Test func `goes on when the relieved one dies first`() {
    var (crew, old) = Crew.serving(1)
    let new = crew.rollOver().started
    #expect(crew.ended(old[0], now: 0) == [])
    #expect(crew.members == new)
    #expect(crew.serves(new[0]) == [])
  }

  @Test func `starts another when both fall`() {
    for reliefFirst in [true, false] {
      var (crew, old) = Crew.serving(1)
      let new = crew.rollOver().started
      var orders = crew.ended(reliefFirst ? new[0] : old[0], now: 0)
      if let third = orders.started.first { orders = crew.ended(third, now: 0) }
      #expect(crew.ended(reliefFirst ? old[0] : new[0], now: 0) == [])
      let due = crew.nextDeadline
      #expect(due != nil)
      #expect(crew.expire(now: due ?? 0).started.map(\.station) == [1])
    }
  }

  @Test func `never gives up over reliefs that fall while the station is served`() {
    var (crew, old) = Crew.serving(1)
    var (now, orders) = (Int64(0), crew.rollOver())
    for _ in 0 ..< 50 {
      while orders.isEmpty {
        now = crew.nextDeadline!
        orders = crew.expire(now: now)
      }
      #expect(orders.count == 1)
      orders = crew.ended(orders.started[0], now: now)
    }
    #expect(crew.members == old)
    #expect(crew.nextDeadline == now + Station.longestWait)
  }

  @Test func `keeps those who only finish, over many rounds`() {
    var (crew, old) = Crew.serving(2)
    var everybody = old
    for _ in 0 ..< 20 {
      let new = crew.rollOver().started
      for member in new { _ = crew.serves(member) }
      everybody += new
      old = new
    }
    #expect(Set(crew.members) == Set(everybody))
    let orders = crew.close(now: 0, grace: 0)
    #expect(Set(orders) == Set(everybody.map { .terminate($0) } + [.shut]))
  }
}
