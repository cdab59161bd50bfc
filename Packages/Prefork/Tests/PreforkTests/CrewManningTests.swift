import Testing

@testable import Prefork

@Suite struct `A crew that begins` {
  @Test(arguments: [1, 2, 7, 1024])
  func `starts one at each station`(count: Int) {
    var crew = Crew(stations: count)
    let orders = crew.begin()
    #expect(orders.count == count)
    #expect(orders.started.map(\.station) == Array(1 ... count))
    #expect(Set(orders.started).count == count)
    #expect(crew.nextDeadline == nil)
  }

  @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
  func `announces itself once, when the last one serves, whoever that is`(order: [Int]) {
    var crew = Crew(stations: 3)
    let members = crew.begin().started
    #expect(crew.serves(members[order[0]]) == [])
    #expect(crew.serves(members[order[1]]) == [])
    #expect(crew.serves(members[order[2]]) == [.announce])
    // Neither a second word of one of them, nor the next one at a station, announces anything.
    #expect(crew.serves(members[0]) == [])
    let next = crew.ended(members[1], now: 0).started
    #expect(crew.serves(next[0]) == [])
  }

  @Test func `does not announce itself while one who served is gone`() {
    var crew = Crew(stations: 2)
    let members = crew.begin().started
    #expect(crew.serves(members[0]) == [])
    let next = crew.ended(members[0], now: 0).started
    #expect(next.map(\.station) == [1])
    #expect(crew.serves(members[1]) == [])
    #expect(crew.serves(next[0]) == [.announce])
  }

  @Test func `hears nobody who is gone or was never there`() {
    var (crew, members) = Crew.serving(1)
    let next = crew.ended(members[0], now: 0).started[0]
    #expect(crew.serves(members[0]) == [])
    #expect(crew.wantsRelief(members[0]) == [])
    #expect(crew.wantsRelief(next) == [])
    #expect(crew.serves(Member(station: 9, serial: 1)) == [])
    #expect(crew.ended(Member(station: 9, serial: 1), now: 0) == [])
    #expect(crew.members == [next])
  }

  @Test func `does not roll over before everybody serves, since everybody is new`() {
    var crew = Crew(stations: 2)
    let members = crew.begin().started
    _ = crew.serves(members[0])
    #expect(crew.rollOver() == [])
  }
}
