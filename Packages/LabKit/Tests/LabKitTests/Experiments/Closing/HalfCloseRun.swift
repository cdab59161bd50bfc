import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `half-close` when all is well; a test breaks one thing of it.
struct HalfCloseRun: Sendable {
  typealias Round = HalfCloseExperiment.Round

  /// Where in the beats things stand.
  static let firstFin = 5
  static let lastChunk = 7
  static let secondFin = 9

  var clientFirst = Self.script(
    .client,
    [
      .syn, .synAck, .ack, chunk(0 ..< 4096), .ack, .fin(from: .client), .ack(from: .server),
      chunk(4096 ..< 10_001), .ack, .fin(from: .server), .ack,
    ])
  var serverFirst = Self.script(
    .server,
    [
      .syn, .synAck, .ack, chunk(0 ..< 10_001), .ack, .fin(from: .server), .ack,
      chunk(0 ..< 10_001, from: .client), .ack(from: .server), .fin(from: .client), .ack(from: .server),
    ])
  var both = Self.script(
    .both,
    [
      .syn, .synAck, .ack, chunk(0 ..< 10_001), .ack, .fin(from: .client), .fin(from: .server).acknowledging(1),
      .ack, .ack(from: .server),
    ])
  /// Each end's states behind ESTABLISHED, each found 1 ms after the one before; nil is gone.
  var states: [Round: (client: [TCPSocketState?], server: [TCPSocketState?])] = [
    .client: ([.finWait2, .timeWait], [.closeWait, nil]), .server: ([.closeWait, nil], [.finWait2, .timeWait]),
    .both: ([.timeWait], [.closing, .timeWait]),
  ]
  /// What the tools tell at their ends.
  var told: [String: (out: Int, outSum: String, in: Int, inSum: String)] = Self.accounts
  var endings: [String: ChildProcess.Ending?] = Dictionary(
    uniqueKeysWithValues: Round.allCases.flatMap { [($0.sender, .exited(0)), ($0.receiver, .exited(0))] })

  var observation: Observation {
    Observation([clientFirst, serverFirst, both], stateEvents + toldEvents, endings: endings)
  }

  /// The claims that do not hold of it.
  var failing: [String] { HalfCloseExperiment.judge(observation).filter { !$0.holds }.map(\.claim) }

  /// A piece of the file; more than a frame would carry, which is nobody's concern here.
  static func chunk(_ range: Range<Int>, from sender: Beat.End = .server) -> Beat {
    Beat(sender: sender, flags: [.push, .acknowledgment], payload: Array(HalfCloseExperiment.file[range]))
  }

  private static func script(_ round: Round, _ beats: [Beat]) -> Script {
    var script = Script(beats)
    script.server = round.place
    return script
  }

  private static var accounts: [String: (out: Int, outSum: String, in: Int, inSum: String)] {
    let (whole, sum) = (HalfCloseExperiment.file.count, HalfCloseExperiment.sum)
    var accounts: [String: (out: Int, outSum: String, in: Int, inSum: String)] = [:]
    for round in Round.allCases {
      let back = round == .server ? (whole, sum) : (0, "00000000")
      accounts[round.sender] = (whole, sum, back.0, back.1)
      accounts[round.receiver] = (back.0, back.1, whole, sum)
    }
    return accounts
  }

  private var stateEvents: [TimelineEvent] {
    func events(_ local: SocketAddress, _ remote: SocketAddress, _ states: [TCPSocketState?]) -> [TimelineEvent] {
      zip([.established] + states, states).enumerated().map { index, change in
        .state(local, remote, change.0, change.1, at: Script.start.monotonicNanoseconds + Int64(index) * 1_000_000)
      }
    }
    return Round.allCases.flatMap { round in
      let client = clientFirst.client
      return events(client, round.place, states[round]!.client) + events(round.place, client, states[round]!.server)
    }
  }

  private var toldEvents: [TimelineEvent] {
    told.map { tool, account in
      let sums: [Field] =
        tool.hasPrefix("server")
        ? [.text("crc32", account.outSum), .text("crc32_in", account.inSum)]
        : [.text("crc32", account.inSum), .text("crc32_out", account.outSum)]
      return .told(
        "finished", [.integer("octets_out", account.out), .integer("octets_in", account.in)] + sums, by: tool,
        at: Script.time(of: 20))
    }
  }
}
