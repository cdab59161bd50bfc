import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `handshake` when all is well; a test breaks one thing of it.
struct HandshakeRun: Sendable {
  typealias Round = HandshakeExperiment.Round

  /// A second and a bit, as the kernel's timer takes.
  static let timeout: Int64 = 1_020_000_000

  var scripts: [Round: Script] = Dictionary(uniqueKeysWithValues: Round.allCases.map { ($0, script($0)) })
  /// How long the client was in SYN_SENT and the server in SYN_RECV, nanoseconds; 0 for a state that was not found.
  var waits: [Round: (client: Int64, server: Int64)] = [
    .first: (timeout, 0), .second: (timeout, timeout), .silence: (0, timeout),
  ]
  /// When the silent client's connect returned, as a distance from its SYN.
  var connected: Int64 = 200_000
  /// What the wire of the third round lost.
  var lost = ["ack"]
  var replies: [Round: String] = Dictionary(uniqueKeysWithValues: Round.allCases.map { ($0, HandshakeExperiment.line) })
  var endings: [String: ChildProcess.Ending?] = Dictionary(
    uniqueKeysWithValues: Round.allCases.flatMap { [($0.caller, .exited(0)), ($0.wire, .exited(0))] }
      + [(HandshakeExperiment.tool, .exited(0))])

  var observation: Observation {
    Observation(Round.allCases.compactMap { scripts[$0] }, told + states, endings: endings)
  }

  /// The claims that do not hold of it.
  var failing: [String] { HandshakeExperiment.judge(observation).filter { !$0.holds }.map(\.claim) }

  /// A SYN's options, with a clock's reading and the one that it echoes.
  static func offer(_ value: UInt32, echoing echo: UInt32, size: UInt16 = 1460) -> [TCPOption] {
    [
      .maximumSegmentSize(size), .selectiveAcknowledgmentPermitted,
      .timestamps(TCPTimestamps(value: value, echoReply: echo)), .noOperation, .windowScale(10),
    ]
  }

  static func times(_ value: UInt32, echoing echo: UInt32) -> [TCPOption] {
    [.noOperation, .noOperation, .timestamps(TCPTimestamps(value: value, echoReply: echo))]
  }

  static let syn = Beat.syn.offering(offer(100, echoing: 0))
  static let synAck = Beat.synAck.offering(offer(900, echoing: 100))
  static let ack = Beat.ack.offering(times(101, echoing: 900)).window(63)
  private static let rest: [Beat] = [
    .data("hello\n", from: .client), .data("hello\n", from: .server), .fin(from: .client), .fin(from: .server), .ack,
  ]

  private static func script(_ round: Round) -> Script {
    let opening: [Beat]
    var pause: Int?
    switch round {
    case .whole, .third: opening = [syn, synAck, ack]
    case .first, .second:
      opening = [syn, syn.at(0), synAck, ack]
      pause = 1
    case .silence:
      opening = [syn, synAck, ack, synAck.at(0), ack.at(1)]
      pause = 3
    }
    var script = Script(opening + rest)
    let place = Round.allCases.firstIndex(of: round)!
    script.client.port += UInt16(place)
    script.clientInitial += place * 1_000_003
    script.serverInitial += (place + 7) * 1_000_003
    if let pause { script.pause = (before: pause, nanoseconds: timeout) }
    return script
  }

  private var told: [TimelineEvent] {
    let drops = lost.map { kind in
      TimelineEvent.told("dropped", [.text("kind", kind)], by: Round.third.wire, at: Script.time(of: 2))
    }
    return drops
      + Round.allCases.flatMap { round -> [TimelineEvent] in
        guard let client = scripts[round]?.client else { return [] }
        let moment = Script.time(of: 0) + (round == .silence ? connected : 200_000)
        let reply = replies[round].map {
          TimelineEvent.told("reply", [.text("text", $0)], by: round.caller, at: moment)
        }
        return [.told("connected", [.text("local", client)], by: round.caller, at: moment)] + [reply].compactMap(\.self)
      }
  }

  private var states: [TimelineEvent] {
    let (start, place) = (Script.time(of: 0), HandshakeExperiment.place)
    return Round.allCases.flatMap { round -> [TimelineEvent] in
      guard let client = scripts[round]?.client, let waits = waits[round] else { return [] }
      return [
        .state(client, place, nil, .synSent, at: start),
        .state(client, place, .synSent, .established, at: start + waits.client),
        .state(place, client, nil, .synReceived, at: start),
        .state(place, client, .synReceived, .established, at: start + waits.server),
      ]
    }
  }
}
