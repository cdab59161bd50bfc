import PacketCodec
import SocketKit
import Testing

@testable import LabKit

private func claim(_ round: LossExperiment.Round, _ text: String) -> String { "\(round.name): \(text)" }
private let (one, tail, chance) = (LossRun.one, LossRun.tail, LossRun.chance)
private let arrives = "every octet arrives"
private let reset = "no reset"
private let fast = claim(one, "the third segment is lost, and sent again because of what arrived behind it")
private let once = claim(one, "it is sent again once")
private let slow = claim(tail, "the last segments are lost, and sent again by a timer, because nobody tells of them")
private let again = claim(chance, "what chance takes is sent again")
private let same = "chance takes the same segments from all"

@Suite struct `The experiment loss` {
  @Test func `has nothing against a good run`() {
    let judged = LossExperiment.judge(LossRun().observation)
    #expect(judged.count == 1 + 2 * (4 + 3 + 3) + (4 + 3) + 2)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: breakages)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<LossRun>) {
    var run = LossRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  @Test func `has nothing against a receiver that refuses what comes when its connection is over`() {
    var run = LossRun()
    run.scripts[tail]?.beats += [.ack(from: .server), .reset(from: .client)]
    #expect(run.failing == [])
    let found = LossExperiment.judge(run.observation).first { $0.claim == claim(tail, reset) }?.found
    #expect(found == "none, but for 1 when it was over")
  }

  @Test func `has the stream's checksum right`() {
    #expect(CRC32Text.of(LossExperiment.stream) == LossExperiment.sum)
  }

  @Test func `gives each round a place of its own`() {
    #expect(Set(LossExperiment.Round.allCases.map(\.place)).count == 14)
  }

  private static let breakages: [Breakage<LossRun>] = [
    Breakage("the receiver got one octet less", fails: claim(one, arrives)) { $0.received[one]?.octets -= 1 },
    Breakage("the receiver got another octet", fails: claim(one, arrives)) { $0.received[one]?.sum = "00000000" },
    Breakage("the end is not acknowledged", fails: claim(chance, arrives)) {
      $0.scripts[chance]?.beats.removeLast(3)
    },
    Breakage("the receiver resets when its FIN is not acknowledged yet", fails: claim(one, reset)) {
      // Before the last segment, which acknowledges it.
      let last = $0.scripts[one]?.beats.popLast()
      $0.scripts[one]?.beats += [.reset(from: .client), last!]
    },
    Breakage("the sender's timer was first", fails: fast) { run in
      run.scripts[one]?.beats.removeAll { $0.options.octets.count > 0 }
    },
    Breakage("the wire lost another segment", fails: fast, once) { $0.lost[one] = [(5, 1)] },
    Breakage("it was sent a third time", fails: once) { $0.scripts[one]?.beats.insert(LossRun.piece(2), at: 47) },
    Breakage("the tail's loss was told", fails: slow) {
      $0.scripts[tail]?.beats.insert(LossRun.report(of: 39, lacking: 38), at: 43)
    },
    Breakage("the tail was sent again at once", fails: slow) { $0.scripts[tail]?.pause = nil },
    Breakage("a segment was not sent again", fails: again) { run in
      let place = run.scripts[chance]?.beats.lastIndex(of: LossRun.piece(4))
      run.scripts[chance]?.beats.remove(at: place!)
    },
    Breakage("chance took another segment from one", fails: same) { $0.lost[chance] = [(4, 1)] },
    Breakage("chance took nothing from one", fails: again, same) { $0.lost[chance] = [] },
    Breakage("a connection uses another congestion control", fails: "the kernel and UStack were tried") {
      $0.used[one] = "cubic"
    },
    Breakage("nobody looked which one it uses", fails: "the kernel and UStack were tried") { $0.used[one] = nil },
    Breakage("a wire ended badly", fails: "the tools end well") { $0.endings[one.wire] = .exited(71) },
    Breakage("a round did not happen", fails: claim(one, "one connection passes the wire")) { $0.scripts[one] = nil },
  ]
}
