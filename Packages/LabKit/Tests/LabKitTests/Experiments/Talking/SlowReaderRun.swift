import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `slow-reader` when all is well; a test breaks one thing of it.
struct SlowReaderRun: Sendable {
  typealias Lab = SlowReaderExperiment

  /// Where in the beats things stand.
  static let closing = 6
  static let answers = [8, 10, 12]
  static let update = 13

  var beats: [Beat] = Self.beats
  /// When each beat passes, nanoseconds from the first.
  var moments: [Int64] = Self.moments
  /// When the two reads were told, and what they had read.
  var reads: [(moment: Int64, octets: Int)] = [(2_000_000_000, Lab.sip), (2_200_500_000, Lab.octets - Lab.sip)]
  var endings: [String: ChildProcess.Ending?] = [Lab.source: .exited(0), Lab.sink: .exited(0)]

  /// All that the receiver holds.
  private static let held = 11_000

  private static let beats: [Beat] =
    [
      .syn.window(8688), .synAck, .ack.window(8688),
      octets(0 ..< 8000), .ack.acknowledging(8001).window(3000),
      octets(8000 ..< held), .ack.acknowledging(held + 1).window(0),
      question, answer, question, answer, question, answer,
      .ack.acknowledging(held + 1).window(8688), octets(held ..< held + 1448),
      .ack.acknowledging(held + 1449).window(65535),
    ]
    + stride(from: held + 1448, to: Lab.octets, by: 50_000).flatMap { start in
      let end = min(start + 50_000, Lab.octets)
      return [octets(start ..< end), .ack.acknowledging(end + 1).window(65535)]
    }

  static let question = Beat.ack(from: .server).at(held)
  static let answer = Beat.ack.acknowledging(held + 1).window(0)

  static func octets(_ range: Range<Int>) -> Beat {
    Beat(sender: .server, flags: .acknowledgment, payload: [UInt8](repeating: 7, count: range.count))
      .at(range.lowerBound + 1)
  }

  private static let moments: [Int64] = {
    let first = (0 ... 6).map { Int64($0) * 1_000_000 }
    let asked: [Int64] = [210, 211, 640, 641, 1500, 1501].map { $0 * 1_000_000 }
    return first + asked + (0 ..< beats.count - 13).map { 2_200_000_000 + Int64($0) * 1_000_000 }
  }()

  var observation: Observation {
    var script = Script(beats)
    script.server = Lab.place
    script.moments = moments
    let told = reads.map { read in
      TimelineEvent.told(
        "read", [.integer("octets", read.octets)], by: Lab.sink,
        at: Script.start.monotonicNanoseconds + read.moment)
    }
    return Observation([script], told, endings: endings)
  }

  /// The claims that do not hold of it.
  var failing: [String] { Lab.judge(observation).filter { !$0.holds }.map(\.claim) }
}
