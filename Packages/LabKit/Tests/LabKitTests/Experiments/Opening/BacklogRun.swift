import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `backlog` when all is well; a test breaks one thing of it.
struct BacklogRun: Sendable {
  typealias Lab = BacklogExperiment

  /// When the server begins to accept, as a distance from the first SYN.
  static let absence: Int64 = 1_500_000_000
  /// Which of the clients has no place, and which comes last.
  static let unlucky = Lab.backlog + 1
  static let last = Lab.backlog + 2

  var scripts: [Script] = (0 ..< Lab.clients).map(script)
  /// How many of the first clients are found ESTABLISHED at each end before the server accepts.
  var held = (clients: Lab.connected, server: Lab.backlog + 1)
  /// How long the server kept the unlucky one in SYN_RECV.
  var waiting: Int64 = 1_450_000_000
  /// When the last client's connect returned.
  var connected: Int64? = 2_100_000_000
  var accepted = Lab.clients
  var read = [Lab.octets, Lab.octets, Lab.octets]
  var endings: [String: ChildProcess.Ending?] = Dictionary(
    uniqueKeysWithValues: Lab.callers.map { ($0, .exited(0)) })

  var observation: Observation { Observation(scripts, states + told, endings: endings) }

  /// The claims that do not hold of it.
  var failing: [String] { Lab.judge(observation).filter { !$0.holds }.map(\.claim) }

  static let octets = Beat.data("123456", from: .client).at(1)

  private static func script(_ number: Int) -> Script {
    var script: Script
    switch number {
    case unlucky:
      script = Script([
        .syn, .synAck, .ack, octets, octets, .synAck.at(0).acknowledging(1), .ack.at(7), octets, .ack(from: .server),
      ])
      script.pause = (before: 7, nanoseconds: 1_600_000_000)
    case last:
      script = Script([.syn, .syn.at(0), .syn.at(0), .synAck, .ack, octets, .ack(from: .server)])
      script.pause = (before: 2, nanoseconds: 2_000_000_000)
    case last - 2: script = Script([.syn, .synAck, .ack, octets, .ack(from: .server)])
    default: script = Script([.syn, .synAck, .ack])
    }
    script.client.port += UInt16(number)
    script.server = Lab.place
    return script
  }

  private var states: [TimelineEvent] {
    let (start, opening) = (Script.time(of: 3), Script.time(of: 0) + Self.absence)
    let late = opening + 500_000_000
    return scripts.enumerated().flatMap { number, script -> [TimelineEvent] in
      let client = script.client
      let here = number < held.clients ? start : late
      let there = number < held.server ? start : late
      var events: [TimelineEvent] = [
        .state(client, Lab.place, nil, .established, at: here), .state(Lab.place, client, nil, .established, at: there),
      ]
      if number == Self.unlucky {
        events += [
          .state(Lab.place, client, nil, .synReceived, at: start),
          .state(Lab.place, client, .synReceived, nil, at: start + waiting),
        ]
      }
      return events
    }
  }

  private var told: [TimelineEvent] {
    let opening = Script.time(of: 0) + Self.absence
    let connect = connected.map {
      TimelineEvent.told(
        "connected", [.text("local", scripts.last!.client)], by: Lab.late, at: Script.time(of: 0) + $0)
    }
    return [connect].compactMap(\.self)
      + (0 ..< accepted).map { .told("accepted", by: Lab.listener, at: opening + Int64($0)) }
      + read.map { .told("read", [.integer("octets", $0)], by: Lab.listener, at: opening + 900_000_000) }
  }
}
