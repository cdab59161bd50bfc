import PacketCodec
import SocketKit
import Testing

@testable import LabKit

private func claim(_ round: ReorderExperiment.Round, _ text: String) -> String { "\(round.name): \(text)" }
private let (one, many, stack) = (ReorderRun.one, ReorderRun.many, ReorderRun.stack)
private let waits = claim(one, "one acknowledgment tells of what came first, and the sender waits")
private let again = claim(many, "the first is taken for lost by what came before it, and sent again for nothing")
private let twice = claim(many, "the receiver says that it came twice")
private let remembers = claim(many, "the second is waited for, though as many overtook it")
private let arrives = "every octet arrives"

@Suite struct `The experiment reorder` {
  @Test func `has nothing against a good run`() {
    let judged = ReorderExperiment.judge(ReorderRun().observation)
    #expect(judged.count == (3 + 5) + (3 + 4) + 1)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: breakages)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<ReorderRun>) {
    var run = ReorderRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  @Test func `has the stream's checksum right`() {
    #expect(CRC32Text.of(ReorderExperiment.stream) == ReorderExperiment.sum)
  }

  private static let breakages: [Breakage<ReorderRun>] = [
    Breakage("one is sent again", fails: waits) { run in
      run.scripts[one]?.beats.insert(ReorderRun.piece(one.trouble.held[0]), at: ReorderRun.again)
    },
    Breakage("nobody tells of it", fails: waits) { $0.scripts[one]?.beats.remove(at: ReorderRun.firstReport) },
    Breakage("the wire held another", fails: claim(one, "one is overtaken"), waits) { $0.held[one] = [20] },
    Breakage("the wire held none", fails: claim(one, "one is overtaken"), waits) { $0.held[one] = [] },
    Breakage("the first is not sent again", fails: again) { $0.scripts[many]?.beats.remove(at: ReorderRun.again) },
    Breakage("a timer sends it again", fails: again) { run in
      run.scripts[many]?.beats.removeSubrange(ReorderRun.firstReport ..< ReorderRun.again)
    },
    Breakage("it is sent a third time", fails: again) { run in
      run.scripts[many]?.beats.insert(ReorderRun.piece(many.trouble.held[0]), at: ReorderRun.again)
    },
    Breakage("the receiver says nothing", fails: twice) { $0.scripts[many]?.beats.remove(at: ReorderRun.duplicate) },
    Breakage("it says so of another", fails: twice) {
      $0.scripts[many]?.beats[ReorderRun.duplicate] = ReorderRun.report(of: 7, asking: 10)
    },
    Breakage("the kernel does not remember", fails: remembers) {
      $0.scripts[many]?.beats.append(ReorderRun.piece(many.trouble.held[1]))
    },
    Breakage("too few overtake the second", fails: remembers) { run in
      run.scripts[many]?.beats.removeSubrange((ReorderRun.duplicate + 1) ..< (ReorderRun.duplicate + 3))
    },
    Breakage("the receiver got less", fails: claim(one, arrives)) { $0.received[one]?.octets -= 1 },
    Breakage("it got another octet", fails: claim(stack, arrives)) { $0.received[stack]?.sum = "00000000" },
    Breakage("a wire ended badly", fails: "the tools end well") { $0.endings[many.wire] = .exited(71) },
    Breakage("a round did not happen", fails: claim(one, "one connection passes the wire")) { $0.scripts[one] = nil },
  ]
}
