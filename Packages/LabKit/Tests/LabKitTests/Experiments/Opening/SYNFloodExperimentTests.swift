import PacketCodec
import SocketKit
import Testing

@testable import LabKit

private let full =
  "without cookies: the queue of half-open connections is full, and it is as long as the backlog of 16, or one longer"
private let forgotten = "without cookies: what comes when it is full is not answered, and leaves no trace"
private let shut = "without cookies: who means it is not told apart: its SYN is sent again, and not answered"
private let answered = "with cookies: every SYN is answered"
private let light =
  "with cookies: no more is remembered for it: those beyond the queue have got all of it with them, in the number of the SYN ACK"
private let open = "with cookies: who means it is let in at once, and gets the line back"

@Suite struct `The experiment syn-flood` {
  @Test func `has nothing against a good run`() {
    let judged = SYNFloodExperiment.judge(SYNFloodRun().observation)
    #expect(judged.count == 7)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: breakages)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<SYNFloodRun>) {
    var run = SYNFloodRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  private static let breakages: [Breakage<SYNFloodRun>] = [
    Breakage("the queue is longer", fails: full) { $0.halfOpen[.memory] = 40 },
    Breakage("the queue is not full", fails: full) { $0.halfOpen[.memory] = 9 },
    Breakage("the full queue answers all the same", fails: forgotten) { $0.answered[.memory] = 150 },
    Breakage("nobody is answered", fails: forgotten) { $0.answered[.memory] = 0 },
    Breakage("who means it is answered", fails: shut) { $0.honest[.memory] = [.syn, .synAck] },
    Breakage("who means it asks once", fails: shut) { $0.honest[.memory] = [.syn] },
    Breakage("who means it gets a reply", fails: shut) { $0.replies[.memory] = ["I am real"] },
    Breakage("a cookie is not sent", fails: answered, light) { $0.answered[.cookies] = 250 },
    Breakage("the server remembers all", fails: light) { $0.halfOpen[.cookies] = 300 },
    Breakage("the cookie does not open", fails: open) { $0.replies[.cookies] = [] },
    Breakage("who means it has to ask twice", fails: open) {
      $0.honest[.cookies] = [.syn, .syn.at(0), .synAck, .ack]
    },
    Breakage("a server ended badly", fails: "the tools end well") {
      $0.endings[SYNFloodExperiment.Round.cookies.listener] = .exited(71)
    },
  ]
}
