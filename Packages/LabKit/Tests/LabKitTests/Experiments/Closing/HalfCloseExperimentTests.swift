import SocketKit
import Testing

@testable import LabKit

/// The claims of a round.
private struct Claims {
  var round: String

  func callAsFunction(_ claim: String) -> String { "\(round): \(claim)" }
  var whole: String { self("the file arrives whole") }
  var back: String { self("the whole file comes back through the half that is open") }
  var reset: String { self("no reset") }
  var goesOn: String { self("behind the first FIN octets go on the other way, and are acknowledged") }
  var waits: String { self("one end waits in FIN_WAIT2, the other in CLOSE_WAIT") }
  var timeWait: String { self("TIME_WAIT is at the end that closed first, alone") }
  var one: String { self("one connection passes the wire") }
  func four(_ who: String) -> String { self("two segments open it and two close it, the \(who)'s first") }
}

private let first = Claims(round: "client first")
private let second = Claims(round: "server first")
private let both = Claims(round: "both at once")
private let cross = both("the FINs cross: neither acknowledges the other, and both are acknowledged")
private let closing = both("FIN on its way, FIN come: the server's end is in CLOSING")
private let bothWait = both("both ends closed first, and both wait in TIME_WAIT")
private let endings = "the tools end well"

@Suite struct `The experiment half-close` {
  @Test func `has nothing against a good run`() {
    let judged = HalfCloseExperiment.judge(HalfCloseRun().observation)
    #expect(judged.count == 19)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: theFile + whoClosesFirst + theOtherHalf + atOnce)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<HalfCloseRun>) {
    var run = HalfCloseRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  @Test func `sends a file of which no two chunks are alike, and none is whole at its end`() {
    let (file, chunk) = (HalfCloseExperiment.file, HalfCloseExperiment.chunk)
    let chunks = stride(from: 0, to: file.count, by: chunk).map { Array(file[$0 ..< min($0 + chunk, file.count)]) }
    #expect(Set(chunks).count == chunks.count)
    #expect(file.count % chunk != 0)
  }

  private static let theFile: [Breakage<HalfCloseRun>] = [
    Breakage("the rest of the chunk's buffer comes behind the file", fails: first.whole) {
      $0.clientFirst.beats[HalfCloseRun.lastChunk].payload += HalfCloseExperiment.file[7953 ..< 8192]
    },
    Breakage("the last octet does not come", fails: first.whole) {
      $0.clientFirst.beats[HalfCloseRun.lastChunk].payload.removeLast()
    },
    Breakage("an octet is another", fails: first.whole) {
      $0.clientFirst.beats[HalfCloseRun.lastChunk].payload[0] ^= 1
    },
    Breakage("the sender counts one more", fails: first.whole) { $0.told["server, client first"]?.out += 1 },
    Breakage("the receiver's sum is another", fails: first.whole) {
      $0.told["client, client first"]?.inSum = "811d8778"
    },
    Breakage("the receiver tells nothing", fails: both.whole) { $0.told["client, both at once"] = nil },
    Breakage("an octet comes back as another", fails: second.back) {
      $0.serverFirst.beats[HalfCloseRun.lastChunk].payload[9] ^= 1
    },
    Breakage("the server counts one less back", fails: second.back) { $0.told["server, server first"]?.in -= 1 },
    Breakage("the client's sum of what it sent back is another", fails: second.back) {
      $0.told["client, server first"]?.outSum = "00000000"
    },
  ]

  private static let whoClosesFirst: [Breakage<HalfCloseRun>] = [
    Breakage("the server closes first instead", fails: first.four("client"), first.goesOn, first.waits) {
      $0.clientFirst.beats[HalfCloseRun.firstFin] = .ack
      $0.clientFirst.beats.append(.fin(from: .client))
      $0.clientFirst.beats[HalfCloseRun.lastChunk - 1] = .ack(from: .server)
      $0.states[.client] = ([.closeWait, nil], [.finWait2, .timeWait])
    },
    Breakage("the second FIN does not acknowledge the first", fails: second.four("server")) {
      $0.serverFirst.beats[HalfCloseRun.secondFin] = .fin(from: .client).acknowledging(10_002)
    },
    Breakage("the FIN is sent twice", fails: second.four("server")) {
      $0.serverFirst.beats.append(.fin(from: .client).at(10_002))
    },
    Breakage("the client resets at the end", fails: first.reset) { $0.clientFirst.beats.append(.reset(from: .client)) },
    Breakage("the server resets while the client sends", fails: second.reset) {
      $0.serverFirst.beats.insert(.reset(from: .server), at: HalfCloseRun.lastChunk + 1)
    },
    Breakage("TIME_WAIT is at the other end", fails: first.timeWait) {
      $0.states[.client] = ([.finWait2, nil], [.closeWait, .timeWait])
    },
    Breakage("there is no connection", fails: first.one) { $0.clientFirst.beats = [] },
    Breakage("a tool finds the answer to be no", fails: endings) { $0.endings["client, both at once"] = .exited(1) },
  ]

  private static let theOtherHalf: [Breakage<HalfCloseRun>] = [
    Breakage("all of the file comes before the client's FIN", fails: first.goesOn) {
      $0.clientFirst.beats.swapAt(HalfCloseRun.firstFin, HalfCloseRun.lastChunk)
    },
    Breakage("what comes behind the FIN is not acknowledged", fails: second.goesOn) {
      $0.serverFirst.beats[HalfCloseRun.lastChunk + 1] = .ack(from: .server).acknowledging(5000)
      $0.serverFirst.beats[HalfCloseRun.secondFin + 1] = .ack(from: .server).acknowledging(10_001)
    },
    Breakage("the client is never found in FIN_WAIT2", fails: first.waits) {
      $0.states[.client]?.client = [.finWait1, .timeWait]
    },
    Breakage("the server is never found in CLOSE_WAIT", fails: first.waits) {
      $0.states[.client]?.server = [.lastAck, nil]
    },
    Breakage("the client is in CLOSE_WAIT still", fails: second.waits) { $0.states[.server]?.client = [.closeWait] },
  ]

  private static let atOnce: [Breakage<HalfCloseRun>] = [
    Breakage("the server's FIN acknowledges the client's", fails: cross) { $0.both.beats[6] = .fin(from: .server) },
    Breakage("the client's FIN acknowledges the server's", fails: cross) {
      $0.both.beats[5] = .fin(from: .client).acknowledging(10_003)
    },
    Breakage("the server's FIN is not acknowledged", fails: cross) { $0.both.beats[7] = .ack.acknowledging(10_002) },
    Breakage("the client's FIN is not acknowledged", fails: cross) {
      $0.both.beats[8] = .ack(from: .server).acknowledging(1)
    },
    Breakage("only the client sends FIN", fails: cross) {
      $0.both.beats[6] = .ack(from: .server)
      $0.both.beats[7] = .ack
    },
    Breakage("nobody is found in CLOSING", fails: closing) { $0.states[.both]?.server = [.lastAck, .timeWait] },
    Breakage("the client does not wait", fails: bothWait) { $0.states[.both]?.client = [nil] },
    Breakage("the server does not wait", fails: bothWait) { $0.states[.both]?.server = [.closing, nil] },
  ]
}
