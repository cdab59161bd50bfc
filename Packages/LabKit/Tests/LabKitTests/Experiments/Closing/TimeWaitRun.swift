import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `time-wait` when all is well; a test breaks one thing of it.
struct TimeWaitRun: Sendable {
  typealias Lab = TimeWaitExperiment

  /// Connections of the client's two ports, in order: those that end, and those that come again.
  var first = Self.script(Lab.clientFirst, 0, [.fin(from: .client), .fin(from: .server), .ack])
  var second = Self.script(Lab.serverFirst, 10, [.fin(from: .server), .fin(from: .client), .ack(from: .server)])
  var secondAgain: Script? = Self.script(Lab.serverFirst, 100, [])
  var firstAgain: Script? = Self.script(Lab.clientFirst, 1500, [])
  /// Who waits, of the two connections that end.
  var firstWaits: Set<Beat.End> = [.client]
  var secondWaits: Set<Beat.End> = [.server]
  /// What the two looks find left of the client's time, milliseconds.
  var left: [Int?] = [59_940, 58_540]
  var errno: String? = "EADDRNOTAVAIL"
  var connected = ["d", "e"]
  var endings: [String: ChildProcess.Ending?] = Dictionary(
    uniqueKeysWithValues: ([Lab.caller, Lab.listener] + Lab.looks).map { ($0, .exited(0)) })

  /// A connection that begins so many milliseconds in, by which its timestamps go, too.
  static func script(_ client: SocketAddress, _ milliseconds: Int, _ rest: [Beat]) -> Script {
    var script = Script(
      ([.syn, .synAck, .ack] + rest).enumerated().map { index, beat in
        beat.offering(HandshakeRun.times(UInt32(1000 + milliseconds + index), echoing: 0))
      })
    script.client = client
    script.server = Lab.place
    script.clientInitial += milliseconds * 1000
    script.serverInitial += milliseconds * 2000
    script.moments = script.beats.indices.map { Int64(milliseconds + $0) * 1_000_000 }
    return script
  }

  var observation: Observation {
    let scripts = [first, second, secondAgain, firstAgain].compactMap(\.self)
    return Observation(scripts, states + told, endings: endings)
  }

  /// The claims that do not hold of it.
  var failing: [String] { Lab.judge(observation).filter { !$0.holds }.map(\.claim) }

  private var states: [TimelineEvent] {
    [(Lab.clientFirst, firstWaits), (Lab.serverFirst, secondWaits)].flatMap { client, waits in
      let moment = Script.start.monotonicNanoseconds + 20_000_000
      return waits.map { end in
        end == .client
          ? TimelineEvent.state(client, Lab.place, .finWait2, .timeWait, at: moment)
          : .state(Lab.place, client, .finWait2, .timeWait, at: moment)
      }
    }
  }

  private var told: [TimelineEvent] {
    let start = Script.start.monotonicNanoseconds
    var told = zip(zip(Lab.looks, left), [50_000_000, 1_450_000_000] as [Int64]).compactMap { look, moment in
      look.1.map {
        TimelineEvent.told(
          "socket", [.text("local", Lab.clientFirst), .text("state", "TIME_WAIT"), .integer("expires_ms", $0)],
          by: look.0, at: start + moment)
      }
    }
    if let errno {
      told.append(
        .told("failed", [.text("socket", "c"), .text("errno", errno)], by: Lab.caller, at: start + 60_000_000))
    }
    return told + connected.map { .told("connected", [.text("socket", $0)], by: Lab.caller, at: start + 1_600_000_000) }
  }
}
