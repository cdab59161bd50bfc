import PacketCodec
import SocketKit
import Testing

@testable import LabKit

private func claim(_ round: MTUExperiment.Round, _ text: String) -> String { "\(round.rawValue): \(text)" }
private let tells = claim(.told, "it returns a datagram that may not be cut, and says what would fit: 1200 octets")
private let shrinks = claim(
  .told, "what was returned is sent again at once in segments that fit, and nothing longer follows")
private let again = claim(
  .hole, "the first segment is sent again and again, as long as before, and each wait is longer")
private let nothing = claim(.hole, "so the connection is open, and nothing of the stream arrives")
private let late = claim(.probing, "after timeouts the sender tries shorter segments, and they pass")
private let silent = "nothing is said of what does not fit"
private let arrives = "every octet arrives"

@Suite struct `The experiment mtu` {
  @Test func `has nothing against a good run`() {
    let judged = MTUExperiment.judge(MTURun().observation)
    #expect(judged.count == 5 + 5 + 5 + 1)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: breakages)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<MTURun>) {
    var run = MTURun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  @Test func `has the stream's checksum right`() {
    #expect(CRC32Text.of(MTUExperiment.stream) == MTUExperiment.sum)
  }

  @Test func `rests on the router's notes and on what was sent again`() {
    let judged = MTUExperiment.judge(MTURun().observation)
    // Told: SYN, SYN ACK, ACK, two long ones, the note between them and what is sent again.
    #expect(judged.first { $0.claim == tells }?.evidence.count == 1)
    #expect(judged.first { $0.claim == shrinks }?.evidence.count == 2)
    #expect(judged.first { $0.claim == again }?.evidence.count == 4)
  }

  private static let breakages: [Breakage<MTURun>] = [
    Breakage("the router tells no limit", fails: tells) { $0.notes[0].limit = 0 },
    Breakage("somebody else tells", fails: tells) { $0.notes[0].sender = MTUExperiment.receiver.address },
    Breakage("nobody tells", fails: tells, shrinks) { $0.notes = [] },
    Breakage("what is sent again is as long", fails: shrinks) {
      $0.scripts[.told]?.beats.insert(MTURun.piece(0, MTURun.long), at: MTURun.again)
    },
    Breakage("a timer sends it again", fails: shrinks) {
      $0.scripts[.told]?.beats[MTURun.again].pause = 210_000_000
    },
    Breakage("the ends agree on less", fails: claim(.told, "what both ends agree on is too long for the hop")) {
      $0.scripts[.told]?.beats[1].options = TCPOptions([.maximumSegmentSize(1160)])
    },
    Breakage("the silent router speaks", fails: claim(.hole, silent)) { $0.notes.append(.init(round: .hole)) },
    Breakage("it speaks while the sender probes", fails: claim(.probing, silent)) {
      $0.notes.append(.init(round: .probing))
    },
    Breakage("a shorter one is tried in the hole", fails: again) {
      $0.scripts[.hole]?.beats[6].payload.removeLast(300)
    },
    Breakage("a shorter one is tried when nobody waits any more") { run in
      run.scripts[.hole]?.beats += [
        .fin(from: .client).acknowledging(1), .ack(from: .server), MTURun.piece(0, MTURun.short).after(1_600_000_000),
      ]
    },
    Breakage("the waits do not grow", fails: again) { $0.scripts[.hole]?.beats[7].pause = 300_000_000 },
    Breakage("it is given up after one", fails: again) { $0.scripts[.hole]?.beats.removeLast(2) },
    Breakage("something passes the hole", fails: nothing) {
      $0.scripts[.hole]?.beats.append(.ack.acknowledging(MTURun.long + 1))
    },
    Breakage("the sender does not probe", fails: late) { run in
      run.scripts[.probing]?.beats[6] = MTURun.piece(0, MTURun.long)
    },
    Breakage("it probes at once", fails: late) { run in
      run.scripts[.probing]?.beats[5].pause = 0
      run.scripts[.probing]?.beats[6].pause = 0
    },
    Breakage("its probe does not pass", fails: late) { run in
      run.scripts[.probing]?.beats.removeAll { $0.acknowledged ?? 0 > 1 }
    },
    Breakage("the receiver got less", fails: claim(.told, arrives)) { $0.received[.told]?.octets -= 1 },
    Breakage("it got another octet", fails: claim(.probing, arrives)) { $0.received[.probing]?.sum = "00000000" },
    Breakage("a sender has to be killed", fails: "the tools end well") {
      $0.endings[MTUExperiment.Round.told.source] = .some(nil)
    },
    Breakage("a round did not happen", fails: claim(.hole, "one connection passes the wire")) {
      $0.scripts[.hole] = nil
    },
  ]
}
