import PacketCodec
import SocketKit
import Testing

@testable import LabKit

private let nothing =
  "a probe brings nothing: it stands one place below what was acknowledged, so that the peer has to answer"
private let answered = "while the peer is there, its kernel answers by an ACK, and the program does not hear of it"
private let cut = "behind the cut 2 probes leave, 1 s from each other"
private let fails = "then the read fails with ETIMEDOUT, 1 s behind the last probe"
private let resets = "a RST goes after what is given up, in case that somebody hears it"
private let silent = "without keepalive nothing is sent, and nobody notices"
private let peer = "the peer, which asks nothing, still believes in the connection"

@Suite struct `The experiment keepalive` {
  @Test func `has nothing against a good run`() {
    let judged = KeepaliveExperiment.judge(KeepaliveRun().observation)
    #expect(judged.count == 8)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: breakages)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<KeepaliveRun>) {
    var run = KeepaliveRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  private static let breakages: [Breakage<KeepaliveRun>] = [
    Breakage("nobody answers, ever", fails: nothing, answered, cut) { run in
      run.beats.remove(at: KeepaliveRun.answer)
      run.moments.remove(at: KeepaliveRun.answer)
    },
    Breakage("the answer is RST", fails: answered) { $0.beats[KeepaliveRun.answer] = .reset(from: .server) },
    Breakage("the second probe comes too early", fails: cut) { $0.moments[6] = 2_500_000_000 },
    Breakage("the last probe is missing", fails: cut) { run in
      run.beats.remove(at: 6)
      run.moments.remove(at: 6)
    },
    Breakage("the read fails otherwise", fails: fails) { $0.failed?.errno = "ECONNRESET" },
    Breakage("the read fails too early", fails: fails) { $0.failed?.moment = 3_300_000_000 },
    Breakage("the read does not fail", fails: fails) { $0.failed = nil },
    Breakage("no RST goes", fails: resets) { $0.beats.removeLast() },
    Breakage("the RST is the peer's", fails: cut, resets) {
      $0.beats[KeepaliveRun.reset] = .reset(from: .server).at(1)
    },
    Breakage("the silent client asks, too", fails: silent) { $0.silentBeats.append(KeepaliveRun.probe) },
    Breakage("the silent client notices", fails: silent) { $0.silentFailed = true },
    Breakage("the peer has given up", fails: peer) { $0.peer = nil },
    Breakage("the server ended badly", fails: "the tools end well") {
      $0.endings[KeepaliveExperiment.listener] = .exited(64)
    },
    Breakage("one client does not connect", fails: "both clients connect") { $0.silentBeats = [] },
  ]
}
