import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `syn-flood` when all is well; a test breaks one thing of it.
struct SYNFloodRun: Sendable {
  typealias Lab = SYNFloodExperiment

  /// How many of the flood are answered, by round.
  var answered: [Lab.Round: Int] = [.memory: Lab.backlog + 1, .cookies: Lab.flood]
  /// How many are found half open at once.
  var halfOpen: [Lab.Round: Int] = [.memory: Lab.backlog + 1, .cookies: Lab.backlog]
  /// The connection of who means it.
  var honest: [Lab.Round: [Beat]] = [
    .memory: [.syn, .syn.at(0)],
    .cookies: [.syn, .synAck, .ack, .data("I am real\n", from: .client), .data("I am real\n", from: .server)],
  ]
  var replies: [Lab.Round: [String]] = [.cookies: [Lab.line]]
  var endings: [String: ChildProcess.Ending?] = [
    Lab.Round.memory.listener: .exited(0), Lab.Round.cookies.listener: .exited(0),
    Lab.Round.memory.caller: .exited(1), Lab.Round.cookies.caller: .exited(0),
  ]

  var observation: Observation {
    Observation(Lab.Round.allCases.flatMap(scripts), Lab.Round.allCases.flatMap(events), endings: endings)
  }

  /// The claims that do not hold of it.
  var failing: [String] { Lab.judge(observation).filter { !$0.holds }.map(\.claim) }

  private func scripts(_ round: Lab.Round) -> [Script] {
    let flood = (0 ..< Lab.flood).map { number in
      var script = Script(number < answered[round]! ? [.syn, .synAck] : [.syn])
      script.client = Self.flooder(number)
      return script
    }
    return (flood + [Script(honest[round]!)]).map { script in
      var script = script
      script.server = round.place
      return script
    }
  }

  private static func flooder(_ number: Int) -> SocketAddress {
    SocketAddress(IPAddress(10, 77, 0, UInt8(Lab.sources.lowerBound + number % 3)), port: 41_000 + UInt16(number))
  }

  private func events(_ round: Lab.Round) -> [TimelineEvent] {
    (0 ..< halfOpen[round]!).map { number in
      .state(round.place, Self.flooder(number), nil, .synReceived, at: Script.time(of: number))
    }
      + replies[round, default: []].map { reply in
        .told("reply", [.text("text", reply)], by: round.caller, at: Script.time(of: 900))
      }
  }
}
