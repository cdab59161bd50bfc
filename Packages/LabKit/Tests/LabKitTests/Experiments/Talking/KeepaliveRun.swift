import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `keepalive` when all is well; a test breaks one thing of it.
struct KeepaliveRun: Sendable {
  typealias Lab = KeepaliveExperiment

  static let answer = 4
  static let reset = 7

  var beats: [Beat] = [
    .syn, .synAck, .ack, probe, .ack(from: .server), probe, probe, .reset(from: .client).at(1),
  ]
  var moments: [Int64] = [0, 1, 2, 1020, 1021, 2040, 3060, 4080].map { $0 * 1_000_000 }
  var silentBeats: [Beat] = [.syn, .synAck, .ack]
  /// What the read of the client that asks failed with, and when, nanoseconds from its SYN.
  var failed: (errno: String, moment: Int64)? = ("ETIMEDOUT", 4_081_000_000)
  var silentFailed = false
  /// What the server's end is found in last before that.
  var peer: TCPSocketState? = .established
  var endings: [String: ChildProcess.Ending?] = Dictionary(
    uniqueKeysWithValues: [Lab.asking, Lab.silent, Lab.listener, Lab.wire].map { ($0, .exited(0)) })

  static let probe = Beat.ack.at(0)

  var observation: Observation {
    var ours = Script(beats)
    (ours.server, ours.moments) = (Lab.place, moments)
    var other = Script(silentBeats)
    other.server = Lab.place
    other.client.port += 1
    let start = Script.start.monotonicNanoseconds
    var told: [TimelineEvent] = [
      .told("connected", [.text("local", ours.client)], by: Lab.asking, at: start + 3_000_000),
      .told("connected", [.text("local", other.client)], by: Lab.silent, at: start + 3_000_000),
      .state(Lab.place, ours.client, nil, .established, at: start + 3_000_000),
      .state(Lab.place, ours.client, .established, peer, at: start + 3_500_000),
    ]
    if let failed {
      told.append(.told("failed", [.text("errno", failed.errno)], by: Lab.asking, at: start + failed.moment))
    }
    if silentFailed {
      told.append(.told("failed", [.text("errno", "ETIMEDOUT")], by: Lab.silent, at: start + 5_000_000))
    }
    return Observation([ours, other], told, endings: endings)
  }

  /// The claims that do not hold of it.
  var failing: [String] { Lab.judge(observation).filter { !$0.holds }.map(\.claim) }
}
