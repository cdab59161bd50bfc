import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the echo experiment when all is well; a test breaks one thing of it.
struct EchoRun: Sendable {
  /// Where in the beats things stand.
  static let lastEcho = 8
  static let clientFin = 10
  static let serverFin = 11

  var script = Script([
    .syn, .synAck, .ack,
    .data("hello\n", from: .client), .data("hello\n", from: .server), .ack,
    .data("what goes out\n", from: .client), .data("what goes ", from: .server), .data("out\n", from: .server), .ack,
    .fin(from: .client), .fin(from: .server), .ack,
  ])
  /// A second connection beside it.
  var other: Script?
  /// What the client tells of its octets; nil when it tells nothing.
  var counts: (out: Int, in: Int)? = (20, 20)
  /// The client's call of shutdown, as its distance from its FIN and what it failed with; nil for no call.
  var shutdown: (afterFin: Int64, error: String?)? = (-30_000, nil)
  /// Who is found in TIME_WAIT.
  var waiting: Set<Beat.End> = [.client]
  /// What the server does with its listener and with the connection.
  var serverCalls: [ServerCall] = [.accept, .close(error: nil)]
  var endings: [String: ChildProcess.Ending?] = [
    "capture": .exited(0), "echo-client": .exited(0), "echo-server": .exited(0),
  ]

  enum ServerCall: Sendable {
    case accept
    case close(error: String?)
  }

  var observation: Observation {
    let told = counts.map { counts in
      TimelineEvent.told(
        "closed", [.integer("octets_out", counts.out), .integer("octets_in", counts.in)],
        at: Script.time(of: script.beats.count))
    }
    return Observation(
      [script, other].compactMap { $0 }, states + clientCalls + serverCallEvents + [told].compactMap { $0 },
      endings: endings)
  }

  /// The claims that do not hold of it.
  var failing: [String] { EchoExperiment.judge(observation).filter { !$0.holds }.map(\.claim) }

  private var states: [TimelineEvent] {
    let (client, server) = (script.client, script.server)
    let end = Script.time(of: script.beats.count)
    let open = [
      TimelineEvent.state(client, server, nil, .established, host: "client", at: Script.time(of: 2)),
      .state(server, client, nil, .established, host: "server", at: Script.time(of: 2)),
    ]
    let clientLast: TCPSocketState? = waiting.contains(.client) ? .timeWait : nil
    let serverLast: TCPSocketState? = waiting.contains(.server) ? .timeWait : nil
    return open + [
      .state(client, server, .established, clientLast, host: "client", at: end),
      .state(server, client, .established, serverLast, host: "server", at: end),
    ]
  }

  private var clientCalls: [TimelineEvent] {
    let connect: [TimelineEvent] = [
      .call("socket", "AF_INET", result: 3, at: Script.time(of: 0) - 50_000),
      .call("connect", on: 3, "\(script.server)", error: "EINPROGRESS", at: Script.time(of: 0) - 20_000),
    ]
    guard let shutdown else { return connect }
    let fin = script.beats.lastIndex { $0.sender == .client && $0.flags.contains(.finish) } ?? Self.clientFin
    return connect + [
      .call(
        "shutdown", on: 3, "SHUT_WR", error: shutdown.error, at: Script.time(of: fin) + shutdown.afterFin)
    ]
  }

  private var serverCallEvents: [TimelineEvent] {
    func call(
      _ name: String, on descriptor: Int? = nil, _ arguments: String = "", result: Int = 0, error: String? = nil,
      at time: Int64
    ) -> TimelineEvent {
      .call(
        name, on: descriptor, arguments, result: result, error: error, by: "echo-server", host: "server", process: 200,
        at: time)
    }
    let listening = [
      call("socket", "AF_INET", result: 3, at: Script.start.monotonicNanoseconds - 900_000),
      call("bind", on: 3, "\(script.server)", at: Script.start.monotonicNanoseconds - 800_000),
      call("listen", on: 3, "1024", at: Script.start.monotonicNanoseconds - 700_000),
    ]
    return listening
      + serverCalls.map { made in
        switch made {
        case .accept: call("accept4", on: 3, "\(script.client)", result: 7, at: Script.time(of: 2) + 10_000)
        case .close(let error): call("close", on: 7, error: error, at: Script.time(of: Self.serverFin) - 10_000)
        }
      }
  }
}
