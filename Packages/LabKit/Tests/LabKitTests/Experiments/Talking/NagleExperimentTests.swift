import SocketKit
import Testing

@testable import LabKit

private let waits = "Nagle, delayed ACKs: the second write leaves only when the first is acknowledged"
private let late = "Nagle, delayed ACKs: that takes 40 ms each time: nobody has anything to say"
private let quick = "Nagle, quick ACKs: the second write does not wait for a timer"
private let alone = "nodelay, delayed ACKs: the second write leaves at once, and the first is not acknowledged before"
private let soon = "nodelay, delayed ACKs: the second write does not wait for a timer"
private let plain = "nodelay, quick ACKs: the second write does not wait for a timer"
private let cost = "together they cost 40 ms a question, and either of them alone nothing"
private let corners = "each corner has its connection, and each connection 5 questions"

@Suite struct `The experiment nagle` {
  @Test func `has nothing against a good run`() {
    let judged = NagleExperiment.judge(NagleRun().observation)
    #expect(judged.count == 8)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: breakages)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<NagleRun>) {
    var run = NagleRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  private static let breakages: [Breakage<NagleRun>] = [
    Breakage("a second write does not wait for the ACK", fails: waits) {
      $0.questions[NagleRun.slow]![2].isAcknowledged = false
    },
    Breakage("an ACK is not late", fails: late) { $0.questions[NagleRun.slow]![3].wait = 1_000_000 },
    Breakage("no ACK is late", fails: late, cost) { run in
      for number in 0 ..< 5 { run.questions[NagleRun.slow]![number].wait = 200_000 }
    },
    Breakage("quick ACKs are late as well", fails: quick, cost) { run in
      for number in 0 ..< 3 { run.questions[NagleRun.quick]![number].wait = 41_000_000 }
    },
    Breakage("nodelay waits for an ACK", fails: alone) { run in
      for number in 0 ..< 3 { run.questions[NagleRun.nodelay]![number].isAcknowledged = true }
    },
    Breakage("nodelay waits for a timer", fails: soon, cost) { run in
      for number in 0 ..< 3 { run.questions[NagleRun.nodelay]![number].wait = 41_000_000 }
    },
    Breakage("nobody delays, and it takes long", fails: plain, cost) { run in
      for number in 0 ..< 3 { run.questions[NagleRun.plain]![number].wait = 41_000_000 }
    },
    Breakage("a question is missing", fails: corners) { $0.questions[NagleRun.quick]!.removeLast() },
    Breakage("a corner is missing", fails: corners) { $0.questions[NagleRun.plain] = nil },
    Breakage("a server ended badly", fails: "the tools end well") { $0.endings[NagleRun.slow.giver] = .exited(71) },
  ]
}
