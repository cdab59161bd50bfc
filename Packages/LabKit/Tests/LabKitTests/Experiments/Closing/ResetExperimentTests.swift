import PacketCodec
import SocketKit
import Testing

@testable import LabKit

private typealias Way = ResetExperiment.Way

private func claim(_ way: Way, _ text: String) -> String { "\(way.rawValue): \(text)" }
private let instead = "RST goes instead of FIN, and acknowledges what came"
private let late = claim(.late, "RST answers them, behind a FIN that was in order")
private let stranger = "RST answers by the number that the segment acknowledged, and acknowledges nothing"

@Suite struct `The experiment rst` {
  @Test func `has nothing against a good run`() {
    let judged = ResetExperiment.judge(ResetRun().observation)
    #expect(judged.count == 2 * 7 + 2)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: breakages)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<ResetRun>) {
    var run = ResetRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  @Test(arguments: Way.allCases.map(\.rawValue))
  func `misses each RST that does not come`(_ name: String) throws {
    let way = try #require(Way(rawValue: name))
    var run = ResetRun()
    run.beats[way]?.removeLast()
    #expect(run.failing.count == 1 && run.failing[0].hasPrefix("\(name): RST "), "\(run.failing)")
  }

  @Test(arguments: Way.allCases.map(\.rawValue))
  func `misses each error that a program does not hear`(_ name: String) throws {
    let way = try #require(Way(rawValue: name))
    var run = ResetRun()
    run.heard[way] = nil
    #expect(run.failing == [claim(way, "the client's program hears \(way.errno)")])
    run.heard[way] = "ETIMEDOUT"
    #expect(run.failing == [claim(way, "the client's program hears \(way.errno)")])
  }

  private static let breakages: [Breakage<ResetRun>] = [
    Breakage("the SYN is not acknowledged", fails: claim(.closed, "RST acknowledges the SYN")) {
      $0.beats[.closed]?[1].flags = .reset
    },
    Breakage("the RST does not acknowledge what came", fails: claim(.unread, instead)) {
      $0.beats[.unread]?[5].acknowledged = 1
    },
    Breakage("a FIN goes first", fails: claim(.killed, instead)) {
      $0.beats[.killed]?.insert(.fin(from: .server), at: 5)
    },
    Breakage("no FIN goes before", fails: late) { $0.beats[.late]?.remove(at: 3) },
    Breakage("who has forgotten acknowledges", fails: claim(.forgotten, stranger)) {
      $0.beats[.forgotten]?[4].flags = [.reset, .acknowledgment]
    },
    Breakage("the RST has another number", fails: claim(.overflow, stranger)) { $0.beats[.overflow]?[3].place = 7 },
    Breakage("the server was not killed", fails: "one server was killed") {
      $0.endings[ResetExperiment.victim] = .exited(0)
    },
    Breakage("a wire ended badly", fails: "the tools end well") {
      $0.endings[ResetExperiment.wires[1]] = .exited(71)
    },
  ]
}
