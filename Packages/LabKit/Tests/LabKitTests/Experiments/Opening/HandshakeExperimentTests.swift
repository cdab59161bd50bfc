import PacketCodec
import SocketKit
import Testing

@testable import LabKit

private typealias Round = HandshakeExperiment.Round

private func claim(_ round: HandshakeExperiment.Round, _ text: String) -> String { "\(round.rawValue): \(text)" }
private let opens = "three segments open the connection"
private let asks = "the SYN names a number and acknowledges none"
private let answers = "the SYN ACK acknowledges that number and one, and names one of its own"
private let confirms = "the ACK takes no number: it stands where the first octet will"
private let offers =
  "both SYNs offer a longest segment, a scale, SACK and timestamps; then only timestamps go on, each echoed"
private let numbers = "each direction of each connection begins at a number of its own"
private let again = "the SYN is sent again, a second later and with the same number"
private let againBack = claim(.silence, "the SYN ACK is sent again, a second later and with the same number")
private let either = claim(.second, "both sides have a timer of a second, and either brings the SYN ACK")
private let knowsNothing = claim(.first, "meanwhile the server knows nothing of it")
private let waits = claim(.second, "meanwhile the server waits in SYN_RECV")
private let free = claim(.third, "it costs nothing: the first octets acknowledge as well")
private let half = claim(
  .silence, "meanwhile the client has a connection and the server has none: it waits in SYN_RECV")
private let acknowledges = claim(.silence, "the client answers the second SYN ACK with the ACK that was lost")
private let lines = "each connection opens in the end, and carries a line there and back"
private let endings = "the tools end well"

@Suite struct `The experiment handshake` {
  @Test func `has nothing against a good run`() {
    let judged = HandshakeExperiment.judge(HandshakeRun().observation)
    #expect(judged.count == 1 + 4 + 1 + (2 + 2 + 1 + 3) + 2)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: inTheFields + whenOneIsLost)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<HandshakeRun>) {
    var run = HandshakeRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  private static let inTheFields: [Breakage<HandshakeRun>] = [
    Breakage("the SYN asks for congestion notification", fails: asks) {
      $0.scripts[.whole]?.beats[0].flags.formUnion([.congestionEcho, .windowReduced])
    },
    Breakage("the SYN ACK acknowledges one less", fails: opens, answers) {
      $0.scripts[.whole]?.beats[1].acknowledged = 0
    },
    Breakage("the ACK stands one further", fails: opens, confirms) { $0.scripts[.whole]?.beats[2].place = 2 },
    Breakage("the ACK pushes", fails: confirms) { $0.scripts[.whole]?.beats[2].flags.insert(.push) },
    Breakage("the SYN ACK offers shorter segments", fails: offers) {
      $0.scripts[.whole]?.beats[1].options = TCPOptions(HandshakeRun.offer(900, echoing: 100, size: 536))
    },
    Breakage("the SYN ACK echoes another reading", fails: offers) {
      $0.scripts[.whole]?.beats[1].options = TCPOptions(HandshakeRun.offer(900, echoing: 99))
    },
    Breakage("the ACK has no timestamps", fails: offers) { $0.scripts[.whole]?.beats[2].options = TCPOptions() },
    Breakage("the ACK offers a scale", fails: offers) {
      $0.scripts[.whole]?.beats[2].options = TCPOptions(HandshakeRun.times(101, echoing: 900) + [.windowScale(10)])
    },
    Breakage("two connections begin at the same number", fails: numbers) { run in
      run.scripts[.third]!.serverInitial = run.scripts[.second]!.serverInitial
    },
  ]

  private static let whenOneIsLost: [Breakage<HandshakeRun>] = [
    Breakage("the SYN is sent again at once", fails: claim(.first, again)) { $0.scripts[.first]?.pause = nil },
    Breakage("the second SYN has another number", fails: numbers, claim(.first, again)) {
      $0.scripts[.first]?.beats[1].place = 5
    },
    Breakage("the SYN ACK is not lost after all", fails: either) { $0.scripts[.second]?.pause = nil },
    Breakage("the SYN ACK never comes", fails: numbers, either) { $0.scripts[.second]?.beats.remove(at: 2) },
    Breakage("the server has the lost SYN", fails: knowsNothing) { $0.waits[.first] = (1_020_000_000, 1_020_000_000) },
    Breakage("the client does not wait", fails: knowsNothing) { $0.waits[.first] = (10_000_000, 0) },
    Breakage("the server does not have the SYN", fails: waits) { $0.waits[.second] = (1_020_000_000, 0) },
    Breakage("the server asks again in spite of octets", fails: free) { run in
      run.scripts[.third]?.beats.insert(HandshakeRun.synAck.at(0), at: 4)
    },
    Breakage("no ACK was lost", fails: free) { $0.lost = [] },
    Breakage("another segment was lost", fails: free) { $0.lost = ["data"] },
    Breakage("the octets acknowledge nothing", fails: free) { $0.scripts[.third]?.beats[3].acknowledged = 0 },
    Breakage("the SYN ACK is sent again at once", fails: againBack, half) { $0.scripts[.silence]?.pause = nil },
    Breakage("the server does not wait for the ACK", fails: half) { $0.waits[.silence] = (0, 3_000_000) },
    Breakage("the client waits as well", fails: half) { $0.connected = 1_030_000_000 },
    Breakage("the client says nothing to the second SYN ACK", fails: acknowledges) {
      $0.scripts[.silence]?.beats.remove(at: 4)
    },
    Breakage("a reply is another", fails: lines) { $0.replies[.third] = "hallo" },
    Breakage("a reply is missing", fails: lines) { $0.replies[.first] = nil },
    Breakage("a wire ended badly", fails: endings) { $0.endings[HandshakeExperiment.Round.third.wire] = .exited(71) },
    Breakage("a client did not connect", fails: "each round has its connection") { $0.scripts[.second] = nil },
  ]
}
