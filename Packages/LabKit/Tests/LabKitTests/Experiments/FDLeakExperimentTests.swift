import SocketKit
import Testing
import ToolKit

@testable import LabKit

/// A leak's run as it should be, told by its events and states.
private struct LeakRun {
  var exhausted = ["EMFILE"]
  var open = 64
  var leaked = 56
  var held = 56
  var closeWait = 100
  /// How long each client was in FIN_WAIT2, nanoseconds; nil for one that is there still.
  var finWait2: [Int64?] = Array(repeating: 1_004_000_000, count: 100)
  var heldByCure = 0
  var acceptedByCure = 100

  var failing: [Int] {
    var events: [TimelineEvent] = exhausted.map {
      .told("exhausted", [.text("errno", $0), .integer("open", open), .integer("limit", 64)], by: "leak")
    }
    events += (0 ..< leaked).map { .told("leak", [.integer("held", $0 + 1)], by: "leak") }
    events.append(.told("stopped", [.integer("held", held)], by: "leak"))
    events.append(.told("stopped", [.integer("accepted", acceptedByCure), .integer("held", heldByCure)], by: "cure"))
    let server = FDLeakExperiment.leaking
    for (index, duration) in finWait2.enumerated() {
      let client = SocketAddress(IPAddress(10, 77, 0, 1), port: UInt16(40_000 + index))
      if index < closeWait { events.append(.state(server, client, .established, .closeWait, at: 5)) }
      events.append(.state(client, server, .established, .finWait2, at: 10))
      if let duration { events.append(.state(client, server, .finWait2, nil, at: 10 + duration)) }
    }
    let seen = Observation(
      timeline: Timeline(merging: events), conversations: [], streams: [], endings: ["cure": .exited(0)])
    return FDLeakExperiment.judge(seen).enumerated().filter { !$0.element.holds }.map(\.offset)
  }
}

@Suite struct `A descriptor leak` {
  @Test func `that fills its limit, and its cure that does not, hold`() { #expect(LeakRun().failing == []) }

  @Test func `that closes what it takes does not leak`() {
    #expect(LeakRun(exhausted: [], held: 0, closeWait: 0, finWait2: []).failing == [0, 1, 2, 3])
  }

  @Test func `that complains again and again spins`() {
    #expect(LeakRun(exhausted: ["EMFILE", "EMFILE"]).failing == [0])
  }

  @Test func `that failed for another reason proves nothing`() {
    #expect(LeakRun(exhausted: ["ENFILE"]).failing == [0])
  }

  @Test func `that lost one does not hold all`() { #expect(LeakRun(held: 55).failing == [1]) }

  @Test func `whose backlog refused one left none waiting`() { #expect(LeakRun(closeWait: 99).failing == [2]) }

  @Test func `whose client's kernel still waits has not forgotten it`() {
    #expect(LeakRun(finWait2: Array(repeating: 1_004_000_000, count: 99) + [nil]).failing == [3])
  }

  @Test func `whose client is gone at once did not wait`() {
    #expect(LeakRun(finWait2: Array(repeating: 1_004_000_000, count: 99) + [20_000_000]).failing == [3])
  }

  @Test func `is not cured by a server that holds one, or leaves one waiting`() {
    #expect(LeakRun(heldByCure: 1).failing == [4])
    #expect(LeakRun(acceptedByCure: 99).failing == [4])
  }
}
