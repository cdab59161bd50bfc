import PacketCodec
import SocketKit
import Testing

@testable import LabKit

private let clientWaits = "the client closes first, and the client waits"
private let serverWaits = "the server closes first, and the server waits"
private let runs = "it is 60 s, whatever net.ipv4.tcp_fin_timeout says, and they run"
private let taken = "as long as it lasts, the client's pair of ports is taken: connect fails"
private let letIn = "a SYN that is newer opens a connection though the server's end waits"
private let reused =
  "with net.ipv4.tcp_tw_reuse the client's may be used again after a second: timestamps tell old from new"

@Suite struct `The experiment time-wait` {
  @Test func `has nothing against a good run`() {
    let judged = TimeWaitExperiment.judge(TimeWaitRun().observation)
    #expect(judged.count == 7)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: breakages)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<TimeWaitRun>) {
    var run = TimeWaitRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  private static let breakages: [Breakage<TimeWaitRun>] = [
    Breakage("the server closes the first, too", fails: clientWaits) { $0.first.beats.swapAt(3, 4) },
    Breakage("nobody waits", fails: clientWaits) { $0.firstWaits = [] },
    Breakage("both wait", fails: clientWaits) { $0.firstWaits = [.client, .server] },
    Breakage("the client waits though the server closed", fails: serverWaits, letIn) { $0.secondWaits = [.client] },
    Breakage("the time is that of the setting", fails: runs) { $0.left = [990, 500] },
    Breakage("the time is two minutes", fails: runs) { $0.left = [119_000, 117_600] },
    Breakage("the time stands still", fails: runs) { $0.left[1] = 59_940 },
    Breakage("the time runs faster", fails: runs) { $0.left[1] = 55_000 },
    Breakage("nobody waits any more at the second look", fails: runs) { $0.left[1] = nil },
    Breakage("connect does not fail", fails: taken) { $0.errno = nil },
    Breakage("connect fails otherwise", fails: taken) { $0.errno = "ECONNREFUSED" },
    Breakage("the SYN is not let in", fails: letIn) { $0.connected = ["e"] },
    Breakage("the SYN is refused", fails: letIn) { $0.secondAgain?.beats[1] = .reset(from: .server) },
    Breakage("the SYN is no newer", fails: letIn) {
      $0.secondAgain?.beats[0] = Beat.syn.offering(HandshakeRun.times(900, echoing: 0))
    },
    Breakage("the setting does not help", fails: reused) { $0.connected = ["d"] },
    Breakage("there is no second connection", fails: reused) { $0.firstAgain = nil },
    Breakage("a look fails", fails: "the tools end well") { $0.endings[TimeWaitExperiment.looks[0]] = .exited(69) },
  ]
}
