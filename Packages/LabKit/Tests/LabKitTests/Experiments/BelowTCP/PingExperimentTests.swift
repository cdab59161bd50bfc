import PacketCodec
import SocketKit
import Testing

@testable import LabKit

private let kernelAsks = "the stack gives each echo of the kernel back, once"
private let stackAsks = "the kernel gives each echo of the stack back, once"
private let asAsked =
  "the stack's questions are as they were asked for: 7 hops, 128 octets, not to be cut"
private let inPieces = "3008 octets go in pieces with one number, and come back whole"
private let notCut = "the same may not be cut: nothing leaves, and that is said at once"
private let asked = "who has an address that nobody has is asked 3 times, a second apart, and no echo leaves"
private let givenUp = "then the stack itself says that the host is unreachable, and the answer is no"
private let endings = "the tools end well"

@Suite struct `The experiment ping` {
  @Test func `has nothing against a good run`() {
    let judged = PingExperiment.judge(PingRun().observation)
    #expect(judged.count == 8)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: whereSomebodyIs + whereNobodyIs)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<PingRun>) {
    var run = PingRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  private static let whereSomebodyIs: [Breakage<PingRun>] = [
    Breakage("an echo is not given back", fails: kernelAsks) { $0.kernelAsks.removeLast() },
    Breakage("the stack's kernel answers, too", fails: kernelAsks) { $0.kernelAsks.append($0.kernelAsks[1]) },
    Breakage("other octets come back", fails: kernelAsks) { $0.kernelAsks[1].octet = 8 },
    Breakage("ping says no", fails: kernelAsks) { $0.endings["ping"] = .exited(1) },
    Breakage("the kernel is silent", fails: stackAsks) { $0.stackAsks.remove(at: 1) },
    Breakage("the reply has another number", fails: stackAsks) { $0.stackAsks[1].sequence = 9 },
    Breakage("the tool does not take a reply", fails: stackAsks) { $0.replies = 2 },
    Breakage("a question may live longer", fails: asAsked) { $0.stackAsks[0].timeToLive = 64 },
    Breakage("a question may be cut", fails: asAsked) { $0.stackAsks[2].fragment = .whole(mayFragment: true) },
    Breakage("a piece is missing", fails: inPieces) { $0.pieces.remove(at: 1) },
    Breakage("the last piece is not the last", fails: inPieces) {
      $0.pieces[2].fragment = FragmentField(rawValue: 0x2000 | 370)
    },
    Breakage("a piece has a number of its own", fails: inPieces, notCut) { $0.pieces[1].number = 6 },
    Breakage("less comes back", fails: inPieces) { $0.longReply = 1480 },
    Breakage("what may not be cut is not complained of", fails: notCut) { $0.refusal = nil },
    Breakage("it is waited for", fails: notCut) { $0.refusedAfter = 5_000_000_000 },
    Breakage("it ends well", fails: notCut) { $0.endings[PingExperiment.Label.whole] = .exited(0) },
    Breakage("the server has to be killed", fails: endings) { $0.endings["gotcp-tcpserver"] = .some(nil) },
  ]

  private static let whereNobodyIs: [Breakage<PingRun>] = [
    Breakage("nobody is asked", fails: asked) { $0.questions = [] },
    Breakage("the questions come in a burst", fails: asked) { $0.questions = [0, 1000, 2000] },
    Breakage("they do not end", fails: asked) { $0.questions.append(3_002_000_000) },
    Breakage("the echo leaves all the same", fails: asked) { $0.echoToNobody = true },
    Breakage("the stack says nothing", fails: givenUp) { $0.verdict = nil },
    Breakage("somebody else says it", fails: givenUp) { $0.verdict = (PingRun.server, "ICMP host unreachable") },
    Breakage("it takes too long", fails: givenUp) { $0.givenUpAfter = 20_000_000_000 },
    Breakage("the tool is content", fails: givenUp) { $0.endings[PingExperiment.Label.nobody] = .exited(0) },
  ]
}
