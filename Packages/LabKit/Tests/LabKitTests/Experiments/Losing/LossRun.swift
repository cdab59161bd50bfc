import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `loss` when all is well, on a machine whose kernel has Reno alone; a test breaks one
/// thing of it.
struct LossRun: Sendable {
  typealias Round = LossExperiment.Round

  static let rounds = Round.allCases.filter { [.reno, .stack, .told].contains($0.mender) }
  static let one = Round(mender: .reno, trouble: .one)
  static let tail = Round(mender: .stack, trouble: .tail)
  static let chance = Round(mender: .told, trouble: .chance)
  /// What chance takes, counted from 0.
  static let byChance = [4, 30]

  var scripts: [Round: Script] = Dictionary(uniqueKeysWithValues: rounds.map { ($0, script($0)) })
  /// The segments that the wire told of, from 0, and which transmission.
  var lost: [Round: [(segment: Int, transmission: Int)]] = Dictionary(
    uniqueKeysWithValues: rounds.map { round in (round, losses(round.trouble).map { ($0, 1) }) })
  /// What the receivers in the kernel tell.
  var received: [Round: (octets: Int, sum: String)] = Dictionary(
    uniqueKeysWithValues: rounds.map { ($0, (LossExperiment.stream.count, LossExperiment.sum)) })
  /// What the kernel's connections use.
  var used: [Round: String] = Dictionary(
    uniqueKeysWithValues: rounds.compactMap { round in round.mender.kernelControl.map { (round, $0) } })
  var endings: [String: ChildProcess.Ending?] = Dictionary(
    uniqueKeysWithValues: rounds.flatMap { [($0.wire, .exited(0)), ($0.source, .exited(0)), ($0.sink, .exited(0))] })

  var observation: Observation { Observation(Self.rounds.compactMap { scripts[$0] }, told, endings: endings) }

  /// The claims that do not hold of it.
  var failing: [String] { LossExperiment.judge(observation).filter { !$0.holds }.map(\.claim) }

  static func losses(_ trouble: LossExperiment.Trouble) -> [Int] {
    switch trouble {
    case .one: [2]
    case .tail: [LossExperiment.segments - 2, LossExperiment.segments - 1]
    case .chance: byChance
    }
  }

  static func piece(_ segment: Int) -> Beat {
    let octets = LossExperiment.segmentOctets
    return Beat(
      sender: .server, flags: .acknowledgment,
      payload: Array(LossExperiment.stream[(segment * octets) ..< ((segment + 1) * octets)])
    ).at(segment * octets + 1)
  }

  /// An acknowledgment that tells of one segment behind a hole.
  static func report(of segment: Int, lacking hole: Int) -> Beat {
    let octets = LossExperiment.segmentOctets
    var blocks = SACKBlocks()
    blocks.append(
      SACKBlock(
        leftEdge: Script.serverInitial + (segment * octets + 1),
        rightEdge: Script.serverInitial + ((segment + 1) * octets + 1)))
    return Beat.ack.acknowledging(hole * octets + 1).offering([.selectiveAcknowledgment(blocks)])
  }

  private static func script(_ round: Round) -> Script {
    var beats: [Beat] = [.syn, .synAck, .ack] + (0 ..< LossExperiment.segments).map(piece)
    let losses = losses(round.trouble)
    if round.trouble != .tail {
      beats += losses.flatMap { lost in (1 ... 3).map { report(of: lost + $0, lacking: lost) } }
    }
    let end = beats.count
    beats += losses.map(piece)
    let behind = LossExperiment.segments * LossExperiment.segmentOctets + 1
    beats += [.fin(from: .server).at(behind), .ack.acknowledging(behind + 1), .fin(from: .client), .ack(from: .server)]
    var script = Script(beats)
    script.server = round.place
    if round.trouble == .tail { script.pause = (before: end, nanoseconds: 220_000_000) }
    return script
  }

  private var told: [TimelineEvent] {
    used.map { round, name -> TimelineEvent in
      .told(
        "congestion-control", [.text("local", round.place), .text("name", name)], by: Stage.socketTable,
        at: Script.time(of: 4))
    } + accounts
  }

  private var accounts: [TimelineEvent] {
    Self.rounds.flatMap { round -> [TimelineEvent] in
      let drops: [TimelineEvent] = (lost[round] ?? []).map { loss in
        let place = loss.segment * LossExperiment.segmentOctets + 1
        return .told(
          "dropped",
          [.text("kind", "data"), .integer("sequence", place), .integer("transmission", loss.transmission)],
          by: round.wire, at: Script.time(of: 50))
      }
      guard round.mender != .told, let account = received[round] else { return drops }
      return drops + [
        .told(
          "finished", [.integer("octets_in", account.octets), .text("crc32", account.sum)], by: round.sink,
          at: Script.time(of: 60))
      ]
    }
  }
}
