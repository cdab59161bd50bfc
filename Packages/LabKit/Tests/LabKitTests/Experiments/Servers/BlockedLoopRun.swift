import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `blocked-loop` when all is well; a test breaks one thing of it.
struct BlockedLoopRun: Sendable {
  typealias Model = BlockedLoopExperiment.Model

  /// A word of one connection: milliseconds from the start, when it is acknowledged, and when it is answered.
  struct Word: Sendable {
    var sent: Int64
    var acknowledged: Int64
    var answered: Int64?
  }

  static let millisecond: Int64 = 1_000_000
  /// When the server computes, milliseconds.
  static let block: ClosedRange<Int64> = 300 ... 600
  /// One word before it and two early in it.
  static let held = [
    Word(sent: 200, acknowledged: 201, answered: 201), Word(sent: 310, acknowledged: 350, answered: 601),
    Word(sent: 400, acknowledged: 440, answered: 602),
  ]
  static let free = [
    Word(sent: 200, acknowledged: 201, answered: 201), Word(sent: 310, acknowledged: 311, answered: 311),
    Word(sent: 400, acknowledged: 402, answered: 402),
  ]

  var words: [Model: [[Word]]] = [
    .loop: Array(repeating: held, count: BlockedLoopExperiment.connections),
    .threads: Array(repeating: free, count: BlockedLoopExperiment.connections),
  ]
  var blocks: [Model: ClosedRange<Int64>] = [.loop: block, .threads: block]
  var summary: [Model: (sent: Int, replied: Int)] = [.loop: (15, 15), .threads: (15, 15)]
  var endings: [String: ChildProcess.Ending?] = Dictionary(
    uniqueKeysWithValues: Model.allCases.flatMap { [($0.server, .exited(0)), ($0.client, .exited(0))] })

  /// The claims that do not hold of it.
  var failing: [String] { BlockedLoopExperiment.judge(observation).filter { !$0.holds }.map(\.claim) }

  var observation: Observation {
    let scripts = Model.allCases.flatMap { model in
      (words[model] ?? []).enumerated().map { Self.script($1, to: model.place, from: 40000 + UInt16($0)) }
    }
    return Observation(scripts, told, endings: endings)
  }

  private var told: [TimelineEvent] {
    let start = Script.start.monotonicNanoseconds
    return Model.allCases.flatMap { model -> [TimelineEvent] in
      var events = [TimelineEvent]()
      if let block = blocks[model] {
        events = [
          .told("blocking", by: model.server, at: start + block.lowerBound * Self.millisecond),
          .told("unblocked", by: model.server, at: start + block.upperBound * Self.millisecond),
        ]
      }
      guard let summary = summary[model] else { return events }
      return events + [
        .told(
          "summary", [.integer("sent", summary.sent), .integer("replied", summary.replied)], by: model.client,
          at: start)
      ]
    }
  }

  /// The words' segments in the order of their moments.
  private static func script(_ words: [Word], to place: SocketAddress, from port: UInt16) -> Script {
    var moments: [(time: Int64, beat: Beat)] = []
    let (said, reply) = (BlockedLoopExperiment.word, BlockedLoopExperiment.reply)
    for (index, word) in words.enumerated() {
      let end = (index + 1) * said.utf8.count + 1
      moments.append((word.sent, .data(said, from: .client).acknowledging(0).at(end - said.utf8.count)))
      moments.append((word.acknowledged, .ack(from: .server).acknowledging(end)))
      guard let answered = word.answered else { continue }
      moments.append(
        (answered, .data(reply, from: .server).at(index * reply.utf8.count + 1).acknowledging(end)))
    }
    moments.sort { $0.time < $1.time }
    var beats: [Beat] = [.syn, .synAck, .ack]
    for (index, moment) in moments.enumerated() {
      let passed = index == 0 ? 0 : moments[index - 1].time
      beats.append(moment.beat.after((moment.time - passed) * millisecond))
    }
    var script = Script(beats)
    script.server = place
    script.client.port = port
    return script
  }
}
