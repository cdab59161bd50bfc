import Testing

@testable import Prefork

@Suite struct `A crew that closes` {
  @Test func `shuts the port, asks everybody, and finishes with the last one`() {
    var (crew, members) = Crew.serving(2)
    #expect(crew.close(now: 0, grace: .second) == [.shut, .terminate(members[0]), .terminate(members[1])])
    #expect(crew.ended(members[1], now: 1) == [])
    #expect(crew.ended(members[0], now: 1) == [.finish(.stopped)])
  }

  @Test func `asks those who come and those who leave too`() {
    var (crew, old) = Crew.serving(2)
    let new = crew.rollOver().started
    _ = crew.serves(new[0])
    let orders = crew.close(now: 0, grace: .second)
    #expect(orders.first == .shut)
    #expect(Set(orders.dropFirst()) == Set((old + new).map { .terminate($0) }))
    #expect(orders.count == 5)
  }

  @Test func `starts nobody any more, whatever is said or due`() {
    var (crew, members) = Crew.serving(3)
    let next = crew.ended(members[0], now: 0).started[0]
    #expect(crew.ended(next, now: 0) == [])
    _ = crew.close(now: 0, grace: .second)
    #expect(crew.rollOver() == [])
    #expect(crew.wantsRelief(members[1]) == [])
    #expect(crew.ended(members[1], now: 1) == [])
    #expect(crew.expire(now: 200 * .millisecond) == [])
  }

  @Test func `lets one that was on the way not serve`() {
    var crew = Crew(stations: 1)
    let members = crew.begin().started
    #expect(crew.close(now: 0, grace: .second) == [.shut, .terminate(members[0])])
    #expect(crew.serves(members[0]) == [])
    #expect(crew.ended(members[0], now: 1) == [.finish(.stopped)])
  }

  @Test func `kills who is left 250 ms after the grace, once`() {
    var (crew, members) = Crew.serving(2)
    _ = crew.close(now: 5, grace: .second)
    _ = crew.ended(members[0], now: 6)
    let end = 5 + .second + 250 * Int64.millisecond
    #expect(crew.nextDeadline == end)
    #expect(crew.expire(now: end - 1) == [])
    #expect(crew.expire(now: end) == [.kill(members[1])])
    #expect(crew.nextDeadline == nil)
    #expect(crew.expire(now: .max) == [.kill(members[1])] || crew.expire(now: .max) == [])
    #expect(crew.ended(members[1], now: end) == [.finish(.stopped)])
  }

  @Test func `takes a grace below zero for none`() {
    var (crew, _) = Crew.serving(1)
    _ = crew.close(now: 5, grace: .min)
    #expect(crew.nextDeadline == 5 + Crew.patience)
  }

  @Test func `kills at once when it is told twice, and a third time`() {
    var (crew, members) = Crew.serving(2)
    _ = crew.close(now: 0, grace: .max)
    #expect(crew.close(now: 1, grace: .max) == members.map { .kill($0) })
    #expect(crew.close(now: 2, grace: .max) == members.map { .kill($0) })
  }

  @Test func `takes a grace without end`() {
    var (crew, _) = Crew.serving(1)
    _ = crew.close(now: .max - 1, grace: .max)
    #expect(crew.nextDeadline == nil)
  }

  @Test func `finishes at once when everybody is gone already`() {
    var (crew, members) = Crew.serving(1)
    let next = crew.ended(members[0], now: 0).started[0]
    _ = crew.ended(next, now: 0)
    #expect(crew.members == [])
    #expect(crew.close(now: 0, grace: .second) == [.shut, .finish(.stopped)])
  }

  @Test func `stays one that gave up, when it is told to close`() {
    var (crew, members) = Crew.serving(20)
    for member in members.prefix(10) { _ = crew.ended(member, now: 0) }
    let left = crew.members
    #expect(crew.close(now: 0, grace: .second) == left.map { .kill($0) })
    for member in left.dropLast() { #expect(crew.ended(member, now: 0) == []) }
    #expect(crew.ended(left.last!, now: 0) == [.finish(.gaveUp)])
  }
}
