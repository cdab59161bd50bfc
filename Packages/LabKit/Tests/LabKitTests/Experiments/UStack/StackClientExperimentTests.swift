import PacketCodec
import SocketKit
import Testing

@testable import LabKit

private let own = "own address: "
private let half = "half-close: "
private let borrowed = "borrowed address: "
private let bare = "borrowed, guard taken away: "
private let cameBack = "every octet comes back"
private let walks = "the client's end goes through SYN_SENT, ESTABLISHED, FIN_WAIT1, TIME_WAIT"
private let unknown = "the kernel beside the stack has no such socket"
private let timeWait = "TIME_WAIT is at the end that closed first, alone"
private let isWhole = "the file arrives whole"
private let twoClose = "two segments open it and two close it, the client's first"
private let goesOn = "behind the first FIN octets go on the other way, and are acknowledged"
private let waits = "one end waits in FIN_WAIT2, the other in CLOSE_WAIT"
private let getsReset = "the server gets RST from the client's address, and the stack sent none"
private let stranger =
  "the RST has the number that the server acknowledged: it is from who knows no such connection"
private let lost = "the stack's connection is lost, and it says so"
private let endings = "the tools end well"

@Suite struct `The experiment ustack-client` {
  @Test func `has nothing against a good run`() {
    let judged = StackClientExperiment.judge(StackClientRun().observation)
    #expect(judged.count == 19)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: withAnOwnAddress + withOneThatIsBorrowed)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<StackClientRun>) {
    var run = StackClientRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  @Test func `does not mind what a busy machine had to send twice`() {
    var run = StackClientRun()
    run.scripts[.halfClose]?.beats.insert(.fin(from: .server).at(StackClientExperiment.file.count + 1), at: 8)
    #expect(run.failing == [])
  }

  private static let withAnOwnAddress: [Breakage<StackClientRun>] = [
    Breakage(
      "a SYN does not offer scaled windows",
      fails: own + "both offer a longest segment, scaled windows, SACK and timestamps"
    ) {
      $0.scripts[.echo]?.beats[0].options = .init(Array(StackClientRun.options.dropLast()))
    },
    Breakage("an octet comes back as another", fails: own + cameBack) { $0.scripts[.echo]?.beats[5].payload[0] ^= 1 },
    Breakage("the client counts otherwise", fails: own + cameBack) { $0.told[.echo] = (32, 31) },
    Breakage("a state is left out", fails: own + walks) { $0.states[.echo]?.remove(at: 0) },
    Breakage("the stack is never in TIME_WAIT", fails: own + walks, own + timeWait) {
      $0.states[.echo]?.removeLast()
    },
    Breakage("the kernel has the socket", fails: own + unknown) { $0.kernel = .echo },
    Breakage("the server resets", fails: own + "no reset") { $0.scripts[.echo]?.beats.append(.reset(from: .server)) },
    Breakage("there is no connection", fails: own + "one connection passes the wire") {
      $0.scripts[.echo] = nil
      $0.states[.echo] = nil
    },
    Breakage("the file lacks its end", fails: half + isWhole) {
      $0.scripts[.halfClose]?.beats[5].payload.removeLast()
    },
    Breakage("the client closes last", fails: half + twoClose, half + goesOn, half + waits) {
      $0.scripts[.halfClose]?.beats.append(.fin(from: .client))
      $0.scripts[.halfClose]?.beats.remove(at: 3)
      $0.states[.halfClose] = [.established, .closeWait, nil]
    },
    Breakage("the stack's wait has no end", fails: half + waits) { $0.states[.halfClose]?.removeLast() },
  ]

  private static let withOneThatIsBorrowed: [Breakage<StackClientRun>] = [
    Breakage("the kernel answers in spite of the guard", fails: borrowed + "no reset") {
      $0.scripts[.guarded]?.beats.insert(.reset(from: .client), at: 6)
    },
    Breakage("the kernel opened the connection", fails: borrowed + unknown) { $0.kernel = .guarded },
    Breakage("the kernel says nothing without one", fails: bare + getsReset, bare + stranger) {
      $0.scripts[.bare]?.beats.remove(at: StackClientRun.reset)
    },
    Breakage("the stack sent the RST itself", fails: bare + getsReset) { $0.sent.append("Flags [R], seq 7") },
    Breakage("the RST has another number", fails: bare + stranger) {
      $0.scripts[.bare]?.beats[StackClientRun.reset].place = 8
    },
    Breakage("the RST acknowledges: it is from who knows the connection", fails: bare + stranger) {
      $0.scripts[.bare]?.beats[StackClientRun.reset].flags = [.reset, .acknowledgment]
    },
    Breakage("the stack ends as if nothing were", fails: bare + lost) {
      $0.states[.bare] = [.established, .finWait1, .timeWait]
    },
    Breakage("the stack does not say that it lost", fails: bare + lost) {
      $0.endings[StackClientExperiment.Round.bare.label] = .exited(0)
    },
    Breakage("a tool finds the answer to be no", fails: endings) {
      $0.endings[StackClientExperiment.Round.echo.label] = .exited(1)
    },
  ]
}
