import SocketKit
import Testing

@testable import LabKit

private func claim(_ round: OffloadExperiment.Round, _ text: String) -> String { "\(round.rawValue): \(text)" }
private let plain = claim(.plain, "both captures show frames that fit the link, and every checksum is right")
private let long = claim(
  .left, "the sender's capture has frames that no link of its carries: nobody has cut them yet")
private let unsummed = claim(.left, "its checksums are the start of a sum: nobody has finished it yet")
private let same = claim(.left, "the receiver's shows the same: between these two there is no card that would")
private let fits = claim(.joined, "the sender's capture shows frames that fit the link, and every checksum is right")
private let joined = claim(
  .joined, "the receiver's shows fewer and longer ones: its kernel has put them together before anybody looks")
private let arrives = "every octet arrives"

@Suite struct `The experiment offload` {
  @Test func `has nothing against a good run`() {
    let judged = OffloadExperiment.judge(OffloadRun().observation)
    #expect(judged.count == (1 + 1) + (1 + 3) + (1 + 2) + 1)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: breakages)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<OffloadRun>) {
    var run = OffloadRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  @Test func `has the stream's checksum right`() {
    #expect(CRC32Text.of(OffloadExperiment.stream) == OffloadExperiment.sum)
  }

  private static let breakages: [Breakage<OffloadRun>] = [
    Breakage("a plain frame is too long", fails: plain) { $0.sender[.plain]?.octets = 1500 },
    Breakage("plain checksums are not done at the receiver", fails: plain) { $0.receiver[.plain]?.isSummed = false },
    Breakage("a plain frame is not captured at the receiver", fails: plain) { $0.receiver[.plain]?.missing = [3] },
    Breakage("the sender's kernel cuts", fails: long, same) { $0.sender[.left]?.octets = OffloadRun.short },
    Breakage("it sums", fails: unsummed) { $0.sender[.left]?.isSummed = true },
    Breakage("a card cuts on the way", fails: same) { $0.receiver[.left]?.octets = OffloadRun.short },
    Breakage("a card sums on the way", fails: same) { $0.receiver[.left]?.isSummed = true },
    Breakage("what is put together was long before", fails: fits, joined) {
      $0.sender[.joined]?.octets = OffloadRun.long
    },
    Breakage("nothing is put together", fails: joined) { $0.receiver[.joined]?.octets = OffloadRun.short },
    Breakage("nothing is captured at the receiver", fails: plain, same, joined) { $0.receiver = [:] },
    Breakage("the receiver got less", fails: claim(.left, arrives)) { $0.received[.left]?.octets -= 1 },
    Breakage("it got another octet", fails: claim(.joined, arrives)) { $0.received[.joined]?.sum = "00000000" },
    Breakage("a sender has to be killed", fails: "the tools end well") {
      $0.endings[OffloadExperiment.Round.left.source] = .some(nil)
    },
  ]
}
