import SocketKit
import Testing

@testable import LabKit

private let tried = "each congestion control that this kernel has was used"
private let rest = "at rest an echo takes the way there and back"
private let arrives = "every octet arrives"
private let waits = "beside the stream an echo waits in the queue behind it"
private let deep = "reno: nothing tells it to stop before the queue is deep"
private let less = "bbr waits for no loss: its queue is half of reno's at most, and so are the echoes' waits"
private let fast = "and its stream is not slower for that"

@Suite struct `The experiment bufferbloat` {
  @Test func `has nothing against a good run`() {
    let judged = BufferbloatExperiment.judge(BufferbloatRun().observation)
    #expect(judged.count == 1 + (4 + 3 + 2) + 2 + 1)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test func `says what a kernel does not have, and does without`() {
    var run = BufferbloatRun()
    run.rounds[.bbr] = nil
    let judged = BufferbloatExperiment.judge(run.observation)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
    #expect(judged.first?.found == "reno by reno, cubic by cubic; this kernel has no bbr")
  }

  @Test(arguments: breakages)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<BufferbloatRun>) {
    var run = BufferbloatRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  private static let breakages: [Breakage<BufferbloatRun>] = [
    Breakage("a connection uses another", fails: tried) { $0.rounds[.cubic]?.used = "reno" },
    Breakage("an echo is faster than the wire", fails: "bbr: \(rest)") { $0.rounds[.bbr]?.atRest[2] = 9 },
    Breakage("nobody asks at rest", fails: "reno: \(rest)") { $0.rounds[.reno]?.atRest = [] },
    Breakage("the receiver got less", fails: "cubic: \(arrives)") { $0.rounds[.cubic]?.received -= 1 },
    Breakage("no echo waits beside cubic", fails: "cubic: \(waits)") { $0.rounds[.cubic]?.beside = [11, 12, 11, 12] },
    Breakage("cubic's queue stays short", fails: "cubic: \(waits)") { $0.rounds[.cubic]?.queuePeak = 32_000 },
    Breakage("reno's does", fails: "reno: \(waits)", deep, less) { $0.rounds[.reno]?.queuePeak = 32_000 },
    Breakage("no echo waits beside reno", fails: "reno: \(waits)", less) {
      $0.rounds[.reno]?.beside = [11, 12, 11, 12]
    },
    Breakage("bbr fills the queue, too", fails: less) { run in
      run.rounds[.bbr]?.queuePeak = 520_000
      run.rounds[.bbr]?.beside = [40, 200, 210, 220]
    },
    Breakage("bbr is slow", fails: fast) { $0.rounds[.bbr]?.time = 1900 },
    Breakage("a wire ended badly", fails: "the tools end well") {
      $0.endings[BufferbloatExperiment.Algorithm.reno.wire] = .exited(71)
    },
  ]
}
