import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `nagle` when all is well; a test breaks one thing of it.
struct NagleRun: Sendable {
  typealias Corner = NagleExperiment.Corner

  static let slow = Corner(isNagle: true, isDelayed: true)
  static let quick = Corner(isNagle: true, isDelayed: false)
  static let nodelay = Corner(isNagle: false, isDelayed: true)
  static let plain = Corner(isNagle: false, isDelayed: false)

  /// For each question: how long the second segment waits, and whether the first is acknowledged before.
  var questions: [Corner: [(wait: Int64, isAcknowledged: Bool)]] = [
    slow: Array(repeating: (41_000_000, true), count: NagleExperiment.questions),
    quick: Array(repeating: (90_000, true), count: NagleExperiment.questions),
    nodelay: Array(repeating: (60_000, false), count: NagleExperiment.questions),
    plain: Array(repeating: (60_000, true), count: NagleExperiment.questions),
  ]
  var endings: [String: ChildProcess.Ending?] = Dictionary(
    uniqueKeysWithValues: Corner.allCases.flatMap { [($0.asker, .exited(0)), ($0.giver, .exited(0))] })

  var observation: Observation {
    Observation(
      Corner.allCases.compactMap { corner in questions[corner].map { script(corner, $0) } }, [], endings: endings)
  }

  /// The claims that do not hold of it.
  var failing: [String] { NagleExperiment.judge(observation).filter { !$0.holds }.map(\.claim) }

  private func script(_ corner: Corner, _ questions: [(wait: Int64, isAcknowledged: Bool)]) -> Script {
    var beats: [Beat] = [.syn, .synAck, .ack]
    var moments: [Int64] = [0, 50_000, 100_000]
    var now: Int64 = 1_000_000
    func add(_ beat: Beat, _ moment: Int64) {
      beats.append(beat)
      moments.append(moment)
    }
    for question in questions {
      add(.data("0123456789", from: .client), now)
      if question.isAcknowledged { add(.ack(from: .server), now + question.wait - 1000) }
      now += question.wait
      add(.data("0123456789", from: .client), now)
      now += 100_000
      add(.data("x", from: .server), now)
      now += 1_000_000
    }
    var script = Script(beats)
    script.moments = moments
    script.server = corner.place
    return script
  }
}
