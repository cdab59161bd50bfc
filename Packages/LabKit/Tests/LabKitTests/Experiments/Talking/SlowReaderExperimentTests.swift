import PacketCodec
import SocketKit
import Testing

@testable import LabKit

private let closes = "the window closes, and all but a few of the octets have to wait"
private let asks = "the sender asks whether it has opened, each time after twice as long"
private let answered =
  "each question takes a number that was acknowledged before, brings nothing, and is answered by a window of 0"
private let sip = "a few octets that are read open nothing: the receiver is silent until there is room for a segment"
private let opens =
  "when the program reads, the receiver says so unasked: the same number, and a window; the octets go on at once"
private let beyond = "no octet is sent that no window has offered"
private let every = "every octet arrives, however long it takes"

@Suite struct `The experiment slow-reader` {
  @Test func `has nothing against a good run`() {
    let judged = SlowReaderExperiment.judge(SlowReaderRun().observation)
    #expect(judged.count == 9)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: breakages)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<SlowReaderRun>) {
    var run = SlowReaderRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  private static let breakages: [Breakage<SlowReaderRun>] = [
    Breakage("a question comes too early", fails: asks) { $0.moments[9] = 400_000_000 },
    Breakage("the last question is missing", fails: asks, answered) { run in
      run.beats.removeSubrange(11 ... 12)
      run.moments.removeSubrange(11 ... 12)
    },
    Breakage("a question is not answered", fails: answered) { run in
      run.beats.remove(at: SlowReaderRun.answers[1])
      run.moments.remove(at: SlowReaderRun.answers[1])
    },
    Breakage("an answer offers a window", fails: answered) { $0.beats[SlowReaderRun.answers[0]].window = 500 },
    Breakage("a sip opens the window", fails: sip) { $0.moments[SlowReaderRun.update] = 2_050_000_000 },
    Breakage("the update acknowledges more", fails: opens, beyond) {
      $0.beats[SlowReaderRun.update].acknowledged = 11_500
      $0.beats[SlowReaderRun.update].window = 10
    },
    Breakage("nothing goes on behind the update", fails: opens, every) { run in
      run.beats.removeLast(run.beats.count - SlowReaderRun.update - 1)
    },
    Breakage("octets go behind the edge", fails: beyond) { $0.beats[4].window = 2000 },
    Breakage("an octet is not read", fails: every) { $0.reads[1].octets -= 1 },
    Breakage("somebody resets", fails: "no reset") { run in
      run.beats.append(.reset(from: .server))
      run.moments.append(3_000_000_000)
    },
    Breakage("the reader ended badly", fails: "the tools end well") {
      $0.endings[SlowReaderExperiment.sink] = .exited(64)
    },
    Breakage("nothing is read", fails: "one connection passes the wire, and is read from twice") { $0.reads = [] },
  ]
}
