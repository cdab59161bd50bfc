import SocketKit
import Testing

@testable import LabKit

private let answer = "the server's kernel acknowledges the client's FIN, and sends none of its own"
private let forgets = "FIN_WAIT2 ends by itself, 1 s after the client's program is gone"
private let waits =
  "CLOSE_WAIT does not: it is there until the program acts, long after the other end is forgotten"
private let acts = "the server's FIN follows its call of close"
private let late = "that FIN comes too late: the client's kernel knows nothing of it, and answers with RST"
private let curedClose = "with --cure: two segments open it and two close it, the client's first"
private let curedReset = "with --cure: no reset"
private let curedStates = "with --cure: neither state stays: the client's end is in TIME_WAIT, the server's gone"
private let endings = "the tools end well"
private let oneConnection = "one connection goes to each server"

@Suite struct `The experiment close-wait` {
  @Test func `has nothing against a good run`() {
    let judged = CloseWaitExperiment.judge(CloseWaitRun().observation)
    #expect(judged.count == 9)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: whileTheServerWaits + whenTheServerActs + withTheCure)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<CloseWaitRun>) {
    var run = CloseWaitRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  private static let whileTheServerWaits: [Breakage<CloseWaitRun>] = [
    Breakage("nobody acknowledges the client's FIN before the server closes", fails: answer) {
      $0.late.beats.remove(at: CloseWaitRun.answer)
    },
    Breakage("what is acknowledged ends before the FIN", fails: answer) {
      $0.late.beats[CloseWaitRun.answer] = .ack(from: .server).acknowledging(1)
    },
    Breakage("the client's end is there still", fails: forgets, waits) { $0.finWait2 = nil },
    Breakage("the client's end is gone at once", fails: forgets) { $0.finWait2 = 20_000_000 },
    Breakage("the server's end goes soon after the client's", fails: waits) { $0.closeWait = 1_400_000_000 },
    Breakage("the server's end goes before the client's", fails: waits) { $0.closeWait = 900_000_000 },
    Breakage("the server never acts", fails: waits) { $0.closeWait = nil },
    Breakage("there is no connection", fails: oneConnection) { $0.late.beats = [] },
    Breakage("there are two to one server", fails: oneConnection) { $0.cured.server = $0.late.server },
  ]

  private static let whenTheServerActs: [Breakage<CloseWaitRun>] = [
    Breakage("the FIN leaves before the call", fails: acts) { $0.close = 50_000 },
    Breakage("nobody calls close", fails: acts) { $0.close = nil },
    Breakage("the server's FIN is missing", fails: acts, late) { $0.late.beats.remove(at: CloseWaitRun.serverFin) },
    Breakage("nobody answers the late FIN", fails: late) { $0.late.beats.remove(at: CloseWaitRun.reset) },
    Breakage("the late FIN is acknowledged", fails: late) { $0.late.beats[CloseWaitRun.reset] = .ack },
    Breakage("the RST has another number", fails: late) {
      $0.late.beats[CloseWaitRun.reset] = .reset(from: .client).at(1)
    },
    Breakage("the RST is the server's", fails: late) { $0.late.beats[CloseWaitRun.reset] = .reset(from: .server) },
    Breakage("a tool finds the answer to be no", fails: endings) { $0.endings["leak"] = .exited(1) },
  ]

  private static let withTheCure: [Breakage<CloseWaitRun>] = [
    Breakage("the server never closes", fails: curedClose) { $0.cured.beats.remove(at: 4) },
    Breakage("the server closes first", fails: curedClose) { $0.cured.beats.swapAt(3, 4) },
    Breakage("somebody resets", fails: curedReset) { $0.cured.beats.append(.reset(from: .server)) },
    Breakage("the client is left in FIN_WAIT2", fails: curedStates) { $0.curedClient = .finWait2 },
    Breakage("the client's end is gone without TIME_WAIT", fails: curedStates) { $0.curedClient = nil },
    Breakage("the server is left in CLOSE_WAIT", fails: curedStates) { $0.curedServer = .closeWait },
  ]
}
