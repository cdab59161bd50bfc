import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `bufferbloat` when all is well; a test breaks one thing of it.
struct BufferbloatRun: Sendable {
  typealias Algorithm = BufferbloatExperiment.Algorithm

  /// A round: what the echoes meet, milliseconds, and what else is told of it.
  struct Round: Sendable {
    var atRest: [Int64] = [11, 11, 10, 11, 12]
    var beside: [Int64]
    /// How long the stream takes, milliseconds.
    var time: Int64 = 1200
    var queuePeak: Int
    var used: String
    var received = BufferbloatExperiment.octets
  }

  var rounds: [Algorithm: Round] = [
    .reno: Round(beside: [40, 200, 210, 220], queuePeak: 524_000, used: "reno"),
    .cubic: Round(beside: [40, 80, 90, 100], queuePeak: 240_000, used: "cubic"),
    .bbr: Round(beside: [20, 30, 35, 60], queuePeak: 86_000, used: "bbr"),
  ]
  var endings: [String: ChildProcess.Ending?] = Dictionary(
    uniqueKeysWithValues: Algorithm.allCases.flatMap {
      [($0.source, .exited(0)), ($0.sink, .exited(0)), ($0.echoes, .exited(0)), ($0.wire, .exited(0))]
    })

  /// The claims that do not hold of it.
  var failing: [String] { BufferbloatExperiment.judge(observation).filter { !$0.holds }.map(\.claim) }

  var observation: Observation {
    Observation(
      rounds.map { Self.script($0, $1) }, rounds.flatMap { Self.told($0, $1) },
      endings: endings.filter { entry in
        Algorithm.allCases.contains { rounds[$0] != nil && entry.key.hasSuffix($0.rawValue) }
      })
  }

  private static let millisecond: Int64 = 1_000_000
  /// When the stream begins: after the echoes at rest.
  private static let begin = 200 * millisecond

  /// The stream's first and last segments, and the acknowledgment of all.
  private static func script(_ algorithm: Algorithm, _ round: Round) -> Script {
    let last = BufferbloatExperiment.octets - 999
    let piece = Beat(sender: .server, flags: .acknowledgment, payload: [UInt8](repeating: 7, count: 1000))
    var script = Script([
      .syn, .synAck, .ack, piece.at(1).after(begin), piece.at(last).after(round.time * millisecond),
      Beat.ack.acknowledging(last + 1000),
    ])
    script.server = algorithm.place
    script.client.port = algorithm.place.port + 1000
    return script
  }

  private static func told(_ algorithm: Algorithm, _ round: Round) -> [TimelineEvent] {
    let start = Script.start.monotonicNanoseconds
    func reply(_ wait: Int64, at time: Int64) -> TimelineEvent {
      .told("reply", [.integer("rtt_us", Int(wait) * 1000)], by: algorithm.echoes, at: start + time)
    }
    let rest = round.atRest.enumerated().map { reply($1, at: Int64($0 + 1) * 20 * millisecond) }
    let beside = round.beside.enumerated().map { reply($1, at: begin + (Int64($0) * 200 + 350) * millisecond) }
    return rest + beside + [
      .told(
        "congestion-control", [.text("local", algorithm.place), .text("name", round.used)], by: Stage.socketTable,
        at: start),
      .told("finished", [.integer("octets_in", round.received)], by: algorithm.sink, at: start),
      .told(
        "summary", [.integer("queue_peak_octets", round.queuePeak), .integer("dropped_queue", 3)], by: algorithm.wire,
        at: start),
    ]
  }
}
