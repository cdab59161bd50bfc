import SocketKit
import Testing
import ToolKit

@testable import LabKit

/// A bomb's run as it should be, told by its events and states; the pool's connections are on the wire of a real run
/// only, so that claim is not among these.
private struct BombRun {
  var connected = 100
  var failures: [(errno: String, count: Int)] = [("EADDRNOTAVAIL", 200)]
  var waiting = 100
  var ending: ChildProcess.Ending = .exited(1)
  var cures: [PortBombExperiment.Round: (failed: Int, waiting: Int)] = [
    .pool: (0, 10), .reset: (0, 0), .sources: (0, 300),
  ]

  /// The claims that fail, by their places in the judgement; the last, on the wire, is left out.
  var failing: [Int] {
    var events: [TimelineEvent] = []
    func summary(_ round: PortBombExperiment.Round, _ connected: Int, _ failed: Int, _ waiting: Int) {
      let fields: [Field] = [.integer("connected", connected), .integer("failed", failed)]
      events.append(.told("summary", fields, by: round.rawValue))
      for index in 0 ..< waiting {
        let port = UInt16(40_000 + index % 100)
        let end = SocketAddress(IPAddress(10, 77, 0, UInt8(1 + index / 100)), port: port)
        events.append(.state(end, round.target, .established, .timeWait, host: "client"))
      }
    }
    summary(.bomb, connected, 300 - connected, waiting)
    for failure in failures {
      let fields: [Field] = [.text("errno", failure.errno), .integer("count", failure.count)]
      events.append(.told("failure", fields, by: "bomb"))
    }
    for (round, cure) in cures { summary(round, 300 - cure.failed, cure.failed, cure.waiting) }
    let seen = Observation(
      timeline: Timeline(merging: events), conversations: [], streams: [],
      endings: ["bomb": ending, "pool": .exited(0), "reset": .exited(0), "sources": .exited(0)])
    return PortBombExperiment.judge(seen).dropLast().enumerated().filter { !$0.element.holds }.map(\.offset)
  }
}

@Suite struct `A port bomb` {
  @Test func `that runs out, and its cures that do not, hold`() { #expect(BombRun().failing == []) }

  @Test func `with a wide range runs out of nothing`() {
    #expect(BombRun(connected: 300, failures: [], waiting: 300, ending: .exited(0)).failing == [0, 1])
  }

  @Test func `refused for another reason proves nothing`() {
    #expect(BombRun(failures: [("ECONNREFUSED", 200)]).failing == [0])
  }

  @Test func `whose ports came back early did not fill TIME_WAIT`() { #expect(BombRun(waiting: 98).failing == [1]) }

  @Test(arguments: [(PortBombExperiment.Round.pool, 2), (.reset, 3), (.sources, 4)])
  func `with a cure that fails once is not cured`(round: PortBombExperiment.Round, place: Int) {
    var run = BombRun()
    run.cures[round]?.failed = 1
    #expect(run.failing == [place])
  }

  @Test func `whose resets leave something behind is not cured by them`() {
    var run = BombRun()
    run.cures[.reset]?.waiting = 1
    #expect(run.failing == [3])
  }

  @Test func `without a connection on the wire has no pool`() {
    let seen = Observation(timeline: Timeline(merging: []), conversations: [], streams: [], endings: [:])
    #expect(PortBombExperiment.judge(seen).last?.holds == false)
  }
}
