import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `reorder` when all is well; a test breaks one thing of it.
struct ReorderRun: Sendable {
  typealias Round = ReorderExperiment.Round

  static let one = Round(mender: .kernel, trouble: .one)
  static let many = Round(mender: .kernel, trouble: .many)
  static let stack = Round(mender: .stack, trouble: .many)
  /// Where in the beats of a round with many stands what.
  static let firstReport = 3 + ReorderExperiment.segments
  static let again = firstReport + 3
  static let duplicate = again + 1

  var scripts: [Round: Script] = Dictionary(uniqueKeysWithValues: Round.allCases.map { ($0, script($0)) })
  /// The segments that the wire told of, from 0.
  var held: [Round: [Int]] = Dictionary(uniqueKeysWithValues: Round.allCases.map { ($0, $0.trouble.held) })
  /// What the receivers tell.
  var received: [Round: (octets: Int, sum: String)] = Dictionary(
    uniqueKeysWithValues: Round.allCases.map { ($0, (ReorderExperiment.stream.count, ReorderExperiment.sum)) })
  var endings: [String: ChildProcess.Ending?] = Dictionary(
    uniqueKeysWithValues: Round.allCases.flatMap {
      [($0.wire, .exited(0)), ($0.source, .exited(0)), ($0.sink, .exited(0))]
    })

  /// The claims that do not hold of it.
  var failing: [String] { ReorderExperiment.judge(observation).filter { !$0.holds }.map(\.claim) }

  var observation: Observation { Observation(Round.allCases.compactMap { scripts[$0] }, told, endings: endings) }

  static func piece(_ segment: Int) -> Beat {
    let octets = ReorderExperiment.segmentOctets
    return Beat(
      sender: .server, flags: .acknowledgment,
      payload: Array(ReorderExperiment.stream[(segment * octets) ..< ((segment + 1) * octets)])
    ).at(segment * octets + 1)
  }

  /// An acknowledgment that tells of one segment, while it asks for another.
  static func report(of segment: Int, asking next: Int) -> Beat {
    let octets = ReorderExperiment.segmentOctets
    var blocks = SACKBlocks()
    blocks.append(
      SACKBlock(
        leftEdge: Script.serverInitial + (segment * octets + 1),
        rightEdge: Script.serverInitial + ((segment + 1) * octets + 1)))
    return Beat.ack.acknowledging(next * octets + 1).offering([.selectiveAcknowledgment(blocks)])
  }

  private static func script(_ round: Round) -> Script {
    let held = round.trouble.held
    var beats: [Beat] = [.syn, .synAck, .ack] + (0 ..< ReorderExperiment.segments).map(piece)
    switch round.trouble {
    case .one: beats.append(report(of: held[0] + 1, asking: held[0]))
    case .many:
      beats += (1 ... 3).map { report(of: held[0] + $0, asking: held[0]) }
      beats += [piece(held[0]), report(of: held[0], asking: 10)]
      beats += (1 ... 4).map { report(of: held[1] + $0, asking: held[1]) }
    }
    let behind = ReorderExperiment.segments * ReorderExperiment.segmentOctets + 1
    beats += [.fin(from: .server).at(behind), .ack.acknowledging(behind + 1), .fin(from: .client), .ack(from: .server)]
    var script = Script(beats)
    script.server = round.place
    return script
  }

  private var told: [TimelineEvent] {
    Round.allCases.flatMap { round -> [TimelineEvent] in
      let events: [TimelineEvent] = (held[round] ?? []).map { segment in
        .told(
          "held-back",
          [
            .text("kind", "data"), .integer("sequence", segment * ReorderExperiment.segmentOctets + 1),
            .integer("transmission", 1),
          ], by: round.wire, at: Script.time(of: 50))
      }
      guard let account = received[round] else { return events }
      return events + [
        .told(
          "finished", [.integer("octets_in", account.octets), .text("crc32", account.sum)], by: round.sink,
          at: Script.time(of: 60))
      ]
    }
  }
}
