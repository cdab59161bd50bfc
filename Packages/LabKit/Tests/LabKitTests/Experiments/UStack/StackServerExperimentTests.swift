import SocketKit
import Testing

@testable import LabKit

private let atOnce = "5 connections are ESTABLISHED at once, in the stack and in the clients' kernel"
private let itsOwn = "each client gets its own line back, and no other"
private let opens = "each connection opens with three segments, and none is reset"
private let unknown = "the kernel beside the stack has no socket of it: not even a listener"
private let states = "the clients close first: TIME_WAIT is in their kernel, and the stack's connections are gone"
private let refuses = "where nobody listens, the stack answers SYN with RST"
private let counts = "the server's own count is that of the wire"
private let endings = "the tools end well"

@Suite struct `The experiment ustack-server` {
  @Test func `has nothing against a good run`() {
    let judged = StackServerExperiment.judge(StackServerRun().observation)
    #expect(judged.count == 8)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: breakages)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<StackServerRun>) {
    var run = StackServerRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  private static let breakages: [Breakage<StackServerRun>] = [
    Breakage("one is never open in the stack", fails: atOnce, states) { $0.stack[4] = [.lastAck, nil] },
    Breakage("one is never open in the kernel", fails: atOnce) { $0.kernel[0] = [.finWait2, .timeWait] },
    Breakage("two get each other's line", fails: itsOwn) { run in
      let line = run.clients[0].beats[4].payload
      run.clients[0].beats[4].payload = run.clients[1].beats[4].payload
      run.clients[1].beats[4].payload = line
    },
    Breakage("one does not notice its reply", fails: itsOwn) { $0.replies[2] = 0 },
    Breakage("one is reset", fails: opens) { $0.clients[3].beats.append(.reset(from: .server)) },
    Breakage("one is no connection at all", fails: atOnce, itsOwn, opens, states) { run in
      run.clients.remove(at: 4)
      run.replies.removeLast()
    },
    Breakage("the kernel listens beside the stack", fails: unknown) { $0.kernelListens = true },
    Breakage("the stack keeps one", fails: states) { $0.stack[1] = [.established, .closeWait] },
    Breakage("TIME_WAIT is in the stack", fails: states) {
      $0.stack[1] = [.established, .timeWait, nil]
      $0.kernel[1] = [.established, .closeWait, nil]
    },
    Breakage("the SYN to nobody is ignored", fails: refuses) { $0.refused.beats.removeLast() },
    Breakage("the RST does not acknowledge the SYN", fails: refuses) {
      $0.refused.beats[1] = .reset(from: .server).acknowledging(0)
    },
    Breakage("the stranger takes that for an answer", fails: refuses) {
      $0.endings[StackServerExperiment.stranger] = .exited(0)
    },
    Breakage("the server miscounts", fails: counts) { $0.stopped.out = 69 },
    Breakage("the server has to be killed", fails: endings) { $0.endings["gotcp-tcpserver"] = .some(nil) },
  ]
}
