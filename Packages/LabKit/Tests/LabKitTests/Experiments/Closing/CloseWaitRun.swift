import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `close-wait` when all is well; a test breaks one thing of it.
struct CloseWaitRun: Sendable {
  /// Where in the beats of the late server's connection things stand.
  static let answer = 4
  static let serverFin = 5
  static let reset = 6

  var late = Self.script(
    to: CloseWaitExperiment.leaking, from: 40000,
    [.syn, .synAck, .ack, .fin(from: .client), .ack(from: .server), .fin(from: .server), .reset(from: .client)])
  var cured = Self.script(
    to: CloseWaitExperiment.closing, from: 40001,
    [.syn, .synAck, .ack, .fin(from: .client), .fin(from: .server), .ack])
  /// How long each wait takes, nanoseconds; nil for one that is not over.
  var finWait2: Int64? = 1_004_000_000
  var closeWait: Int64? = 2_000_000_000
  /// The late server's call of close, as its distance from its FIN; nil for no call.
  var close: Int64? = -30_000
  /// What the ends of the cured connection were found in last; nil for gone.
  var curedClient: TCPSocketState? = .timeWait
  var curedServer: TCPSocketState?
  var endings: [String: ChildProcess.Ending?] = [
    "leak": .exited(0), "client of leak": .exited(0), "cure": .exited(0), "client of cure": .exited(0),
  ]

  var observation: Observation { Observation([late, cured], states + calls, endings: endings) }

  /// The claims that do not hold of it.
  var failing: [String] { CloseWaitExperiment.judge(observation).filter { !$0.holds }.map(\.claim) }

  private static func script(to server: SocketAddress, from port: UInt16, _ beats: [Beat]) -> Script {
    var script = Script(beats)
    script.server = server
    script.client.port = port
    return script
  }

  private var states: [TimelineEvent] {
    let closed = Script.time(of: Self.answer)
    var events: [TimelineEvent] = [
      .state(late.client, late.server, .established, .finWait2, at: closed),
      .state(late.server, late.client, .established, .closeWait, at: closed),
      .state(cured.client, cured.server, .established, curedClient, at: closed),
      .state(cured.server, cured.client, .established, curedServer, at: closed),
    ]
    if let finWait2 { events.append(.state(late.client, late.server, .finWait2, nil, at: closed + finWait2)) }
    if let closeWait { events.append(.state(late.server, late.client, .closeWait, nil, at: closed + closeWait)) }
    return events
  }

  private var calls: [TimelineEvent] {
    func call(_ name: String, on descriptor: Int, _ arguments: String = "", result: Int = 0, at time: Int64)
      -> TimelineEvent
    {
      .call(name, on: descriptor, arguments, result: result, by: "leak", host: "server", process: 200, at: time)
    }
    let accept = call("accept4", on: 3, "\(late.client)", result: 7, at: Script.time(of: 2))
    let fin = late.beats.firstIndex { $0.sender == .server && $0.flags.contains(.finish) } ?? Self.serverFin
    guard let close else { return [accept] }
    return [accept, call("close", on: 7, at: Script.time(of: fin) + close)]
  }
}
