import Testing

@testable import Prefork

/// What a master would see of a crew, and what has to hold whatever happens.
private struct Walk {
  private var crew: Crew
  private let stations: Int
  private var random: SeededGenerator
  private var now: Int64 = 0
  /// Members whose process would run.
  private var alive: [Member] = []
  private var serving: Set<Member> = []
  private var retiring: Set<Member> = []
  private var asked: Set<Member> = []
  private var announced = 0
  private var outcome: Crew.Outcome?
  private var isShut = false
  private var unserved: [Int64] = []

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    stations = Int.random(in: 1 ... 5, using: &random)
    crew = Crew(stations: stations)
  }

  mutating func run(steps: Int) {
    obey(crew.begin())
    for _ in 0 ..< steps where outcome == nil {
      step()
      check()
    }
    obey(crew.close(now: now, grace: 0))
    while outcome == nil, let member = alive.last { end(member) }
    #expect(outcome != nil)
    #expect(alive.isEmpty)
    #expect(crew.close(now: now, grace: 0) == [])
  }

  private mutating func step() {
    now += Int64.random(in: 0 ... 2_000_000_000, using: &random)
    let member = alive.randomElement(using: &random)
    switch Int.random(in: 0 ..< 100, using: &random) {
    case ..<45: if let member { say(member) }
    case ..<60: if let member { obey(crew.wantsRelief(member)) }
    case ..<75: if let member, !serving.contains(member) || Bool.random(using: &random) { end(member) }
    case ..<85: obey(crew.rollOver())
    case ..<99: if let due = crew.nextDeadline { expire(at: due) }
    default: obey(crew.close(now: now, grace: 1_000_000_000))
    }
  }

  private mutating func expire(at due: Int64) {
    now = max(now, due)
    obey(crew.expire(now: now))
    #expect(crew.nextDeadline.map { $0 > now } ?? true)
  }

  private mutating func say(_ member: Member) {
    let isFirst = serving.insert(member).inserted
    let orders = crew.serves(member)
    if !isFirst { #expect(orders == []) }
    obey(orders)
  }

  private mutating func end(_ member: Member) {
    alive.removeAll { $0 == member }
    let wasAsked = asked.contains(member) || retiring.contains(member)
    if !wasAsked, outcome == nil, !isShut, !alive.contains(where: { $0.station == member.station && isHolding($0) }) {
      unserved.append(now)
    }
    obey(crew.ended(member, now: now))
  }

  private func isHolding(_ member: Member) -> Bool { serving.contains(member) && !retiring.contains(member) }

  private mutating func obey(_ orders: [Crew.Order]) {
    for order in orders {
      #expect(outcome == nil, "an order after the end: \(order)")
      switch order {
      case .start(let member):
        #expect(!isShut, "started while it closes")
        #expect(!alive.contains(member))
        alive.append(member)
      case .retire(let member):
        #expect(retiring.insert(member).inserted, "retired twice")
      case .shut:
        #expect(!isShut)
        isShut = true
      case .terminate(let member):
        #expect(isShut)
        #expect(asked.insert(member).inserted, "asked twice")
      case .kill(let member): #expect(asked.contains(member) && alive.contains(member))
      case .announce:
        announced += 1
        #expect(announced == 1)
      case .finish(let end):
        #expect(alive.isEmpty, "\(alive.count) are left")
        outcome = end
      }
    }
  }

  private func check() {
    #expect(Set(crew.members) == Set(alive))
    let holding = alive.filter(isHolding)
    #expect(Set(holding.map(\.station)).count == holding.count || isShut, "two hold a station")
    if isShut {
      #expect(Set(alive).isSubset(of: asked), "somebody was not asked to end")
    } else {
      let deaths = unserved.count { now - $0 < RecentDeaths.window }
      #expect(deaths < Crew.mostDeaths, "it did not give up")
      // Whoever has nobody to serve has somebody coming, or a time at which somebody will.
      let manned = Set(alive.filter { !retiring.contains($0) }.map(\.station)).count
      #expect(manned == stations || crew.nextDeadline != nil)
    }
  }
}

@Suite struct `A crew to which anything happens` {
  @Test(arguments: 0 ..< 400 as Range<UInt64>)
  func `keeps its promises`(seed: UInt64) {
    var walk = Walk(seed: seed)
    walk.run(steps: 200)
  }
}
