import SocketKit
import Testing
import ToolKit

@testable import LabKit

/// A leak's run as it should be, told by its events.
private struct LeakRun {
  var exhausted = ["EMFILE"]
  var open = 64
  var leaked = 56
  var held = 56
  /// Of the clients, as they tell.
  var connected = 100
  var heldByCure = 0
  var acceptedByCure = 100

  var failing: [Int] {
    var events: [TimelineEvent] = exhausted.map {
      .told("exhausted", [.text("errno", $0), .integer("open", open), .integer("limit", 64)], by: "leak")
    }
    events += (0 ..< leaked).map { .told("leak", [.integer("held", $0 + 1)], by: "leak") }
    events.append(.told("stopped", [.integer("accepted", leaked), .integer("held", held)], by: "leak"))
    events.append(.told("summary", [.integer("connected", connected)], by: "clients of leak"))
    events.append(.told("stopped", [.integer("accepted", acceptedByCure), .integer("held", heldByCure)], by: "cure"))
    let seen = Observation(
      timeline: Timeline(merging: events), conversations: [], streams: [], endings: ["cure": .exited(0)])
    return FDLeakExperiment.judge(seen).enumerated().filter { !$0.element.holds }.map(\.offset)
  }
}

@Suite struct `A descriptor leak` {
  @Test func `that fills its limit, and its cure that does not, hold`() { #expect(LeakRun().failing == []) }

  @Test func `that closes what it takes does not leak`() {
    #expect(LeakRun(exhausted: [], leaked: 100, held: 0).failing == [0, 1, 2])
  }

  @Test func `that complains again and again spins`() {
    #expect(LeakRun(exhausted: ["EMFILE", "EMFILE"]).failing == [0])
  }

  @Test func `that failed for another reason proves nothing`() {
    #expect(LeakRun(exhausted: ["ENFILE"]).failing == [0])
  }

  @Test func `that lost one does not hold all`() { #expect(LeakRun(held: 55).failing == [1]) }

  @Test func `whose backlog refused one left it no place to wait`() { #expect(LeakRun(connected: 99).failing == [2]) }

  @Test func `is not cured by a server that holds one, or leaves one waiting`() {
    #expect(LeakRun(heldByCure: 1).failing == [3])
    #expect(LeakRun(acceptedByCure: 99).failing == [3])
  }
}
