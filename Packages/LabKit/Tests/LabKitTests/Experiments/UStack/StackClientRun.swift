import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `ustack-client` when all is well; a test breaks one thing of it.
struct StackClientRun: Sendable {
  typealias Round = StackClientExperiment.Round

  /// Where in the beats things stand.
  static let firstFin = 7
  static let reset = 5

  static let options: [TCPOption] = [
    .maximumSegmentSize(1460), .selectiveAcknowledgmentPermitted,
    .timestamps(TCPTimestamps(value: 1, echoReply: 0)), .windowScale(5),
  ]
  static let spoken: [Beat] = [
    .syn.offering(options), .synAck.offering(options), .ack,
    .data(StackClientExperiment.lines.joined(), from: .client), .ack(from: .server),
    .data(StackClientExperiment.lines.joined(), from: .server), .ack, .fin(from: .client), .fin(from: .server), .ack,
  ]

  var scripts: [Round: Script] = [
    .echo: script(.echo, spoken), .guarded: script(.guarded, spoken),
    .halfClose: script(
      .halfClose,
      [
        .syn, .synAck, .ack, .fin(from: .client), .ack(from: .server),
        Beat(sender: .server, flags: [.push, .acknowledgment], payload: StackClientExperiment.file), .ack,
        .fin(from: .server), .ack,
      ]),
    .bare: script(
      .bare,
      [
        .syn, .synAck, .ack, .data(StackClientExperiment.lines[0], from: .client), .ack(from: .server),
        Beat(sender: .client, flags: .reset).at(7), .fin(from: .client), Beat(sender: .server, flags: .reset).at(1),
      ]),
  ]
  /// What the client's end went through, each found 1 ms after the one before; nil is gone.
  var states: [Round: [TCPSocketState?]] = [
    .echo: [.synSent, .established, .finWait1, .finWait2, .timeWait],
    .halfClose: [.established, .finWait2, .timeWait], .guarded: [.established, .timeWait],
    .bare: [.established, .finWait1, nil],
  ]
  /// What the kernel beside the stack was found to have, toward this server.
  var kernel: Round?
  /// What the stack says it sent, without a guard.
  var sent = ["IP 10.77.0.1.40003 > 10.77.0.2.7004: Flags [P.], seq 1:7", "Flags [F.], seq 7"]
  var told: [Round: (out: Int, in: Int)] = [
    .echo: (32, 32), .halfClose: (0, StackClientExperiment.file.count), .guarded: (32, 32),
  ]
  var endings: [String: ChildProcess.Ending?] = Dictionary(
    uniqueKeysWithValues: Round.allCases.flatMap {
      [($0.serverLabel, .exited(0)), ($0.label, .exited($0 == .bare ? 1 : 0))]
    })

  var observation: Observation {
    Observation(Round.allCases.compactMap { scripts[$0] }, stateEvents + toldEvents, endings: endings)
  }

  /// The claims that do not hold of it.
  var failing: [String] { StackClientExperiment.judge(observation).filter { !$0.holds }.map(\.claim) }

  private static func script(_ round: Round, _ beats: [Beat]) -> Script {
    var script = Script(beats)
    script.client = SocketAddress(
      round.address ?? StackClientExperiment.client.address,
      port: 40000 + UInt16(Round.allCases.firstIndex(of: round)!))
    script.server = round.place
    return script
  }

  private var stateEvents: [TimelineEvent] {
    var events: [TimelineEvent] = []
    for (round, states) in states {
      guard let script = scripts[round] else { continue }
      for (index, pair) in zip([nil] + states, states).enumerated() {
        var event = TimelineEvent.state(
          script.client, script.server, pair.0, pair.1, host: "client",
          at: Script.start.monotonicNanoseconds + Int64(index) * 1_000_000)
        if round != kernel { event.tool = round.label }
        events.append(event)
      }
    }
    let closing = scripts[.halfClose] ?? Script([])
    let waits: [(TCPSocketState?, TCPSocketState?)] = [(.established, .closeWait), (.closeWait, nil)]
    for (index, pair) in waits.enumerated() {
      events.append(
        .state(
          closing.server, closing.client, pair.0, pair.1, host: "server",
          at: Script.start.monotonicNanoseconds + Int64(index) * 1_000_000))
    }
    return events
  }

  private var toldEvents: [TimelineEvent] {
    told.map { round, octets in
      .told(
        "closed", [.integer("octets_out", octets.out), .integer("octets_in", octets.in)], by: round.label,
        at: Script.time(of: 90))
    }
      + sent.map {
        .told("segment", [.text("direction", "out"), .text("text", $0)], by: Round.bare.label, at: Script.time(of: 5))
      }
  }
}
