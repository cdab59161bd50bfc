import Testing

@testable import LabKit

private let silent = "loop: while it computes nobody is answered, on any connection"
private let acknowledged = "loop: meanwhile the kernel acknowledges what came, so that no peer notices"
private let wait = "loop: each connection waits until the computing is over"
private let goOn = "threads: while another thread computes, every connection is answered"
private let few = "threads: few words wait for the end of it"
private let inTheEnd = "in the end every word is answered"

@Suite struct `The experiment blocked-loop` {
  @Test func `has nothing against a good run`() {
    let judged = BlockedLoopExperiment.judge(BlockedLoopRun().observation)
    #expect(judged.count == 5 + 4 + 1)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: breakages)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<BlockedLoopRun>) {
    var run = BlockedLoopRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  private static let breakages: [Breakage<BlockedLoopRun>] = [
    Breakage("one connection is answered while the loop computes", fails: silent) {
      $0.words[.loop]?[3][1].answered = 320
    },
    Breakage("one does not wait at all", fails: silent, wait) { run in
      run.words[.loop]?[3][1].answered = 320
      run.words[.loop]?[3][2].answered = 410
    },
    Breakage("one word is acknowledged when it is read", fails: acknowledged) {
      $0.words[.loop]?[0][2].acknowledged = 601
    },
    Breakage("one connection says nothing then", fails: silent, acknowledged, wait) {
      $0.words[.loop]?[4].removeLast(2)
    },
    Breakage("the loop does not compute", fails: silent, acknowledged, wait) { $0.blocks[.loop] = nil },
    Breakage("a reply to an earlier word is captured late") { $0.words[.loop]?[0][0].answered = 301 },
    Breakage("a word is never answered", fails: "loop: \(inTheEnd)") { $0.words[.loop]?[0][2].answered = nil },
    Breakage("the client misses a reply", fails: "threads: \(inTheEnd)") { $0.summary[.threads]?.replied -= 1 },
    Breakage("a connection did not come about", fails: "threads: 5 connections speak", goOn, few) {
      $0.words[.threads]?.removeLast()
    },
    Breakage("one connection waits in spite of its thread", fails: goOn) { run in
      run.words[.threads]?[1] = BlockedLoopRun.held
    },
    Breakage("all do", fails: goOn, few) { $0.words[.threads] = $0.words[.loop] },
    Breakage("no thread computes", fails: goOn, few) { $0.blocks[.threads] = nil },
    Breakage("a server has to be killed", fails: "the tools end well") {
      $0.endings[BlockedLoopExperiment.Model.loop.server] = .some(nil)
    },
  ]
}
