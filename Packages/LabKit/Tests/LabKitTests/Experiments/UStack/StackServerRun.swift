import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `ustack-server` when all is well; a test breaks one thing of it.
struct StackServerRun: Sendable {
  var clients = (1 ... StackServerExperiment.clients).map { number in
    let line = StackServerExperiment.line(number) + "\n"
    return Self.script(
      to: StackServerExperiment.place, from: number,
      [
        .syn, .synAck, .ack, .data(line, from: .client), .data(line, from: .server), .ack, .fin(from: .client),
        .fin(from: .server), .ack,
      ])
  }
  var refused = Self.script(to: StackServerExperiment.closed, from: 9, [.syn, .reset(from: .server)])
  /// What each connection's ends went through, at the stack's and at the kernel's.
  var stack = Array(
    repeating: [TCPSocketState?.some(.established), .lastAck, nil], count: StackServerExperiment.clients)
  var kernel = Array(
    repeating: [TCPSocketState?.some(.established), .finWait2, .timeWait], count: StackServerExperiment.clients)
  /// Whether the kernel beside the stack listens, too.
  var kernelListens = false
  var replies = Array(repeating: 1, count: StackServerExperiment.clients)
  var stopped = (accepted: 5, in: 70, out: 70)
  var endings: [String: ChildProcess.Ending?] = Dictionary(
    uniqueKeysWithValues: (1 ... StackServerExperiment.clients).map { (StackServerExperiment.label($0), .exited(0)) }
      + [("gotcp-tcpserver", .exited(0)), (StackServerExperiment.stranger, .exited(1))])

  var observation: Observation { Observation(clients + [refused], states + told, endings: endings) }

  /// The claims that do not hold of it.
  var failing: [String] { StackServerExperiment.judge(observation).filter { !$0.holds }.map(\.claim) }

  private static func script(to server: SocketAddress, from number: Int, _ beats: [Beat]) -> Script {
    var script = Script(beats)
    script.server = server
    script.client.port = 40000 + UInt16(number)
    return script
  }

  private var states: [TimelineEvent] {
    var events: [TimelineEvent] = []
    for (index, script) in clients.enumerated() {
      for (from, to) in zip([nil] + kernel[index], kernel[index]) {
        events.append(.state(script.client, script.server, from, to, at: time(of: to)))
      }
      for (from, to) in zip([nil] + stack[index], stack[index]) {
        var event = TimelineEvent.state(script.server, script.client, from, to, at: time(of: to))
        event.tool = "gotcp-tcpserver"
        events.append(event)
      }
    }
    let place = StackServerExperiment.place
    if kernelListens { events.append(.state(place, SocketAddress(.anyIPv4, port: 0), nil, .listen)) }
    return events
  }

  /// All are open before the first closes.
  private func time(of state: TCPSocketState?) -> Int64 { Script.time(of: state == .established ? 2 : 50) }

  private var told: [TimelineEvent] {
    var events: [TimelineEvent] = []
    for (index, script) in clients.enumerated() {
      let label = StackServerExperiment.label(index + 1)
      events.append(.told("connected", [.text("local", "\(script.client)")], by: label))
      events += (0 ..< replies[index]).map { _ in .told("reply", by: label) }
    }
    return events + [
      .told(
        "stopped",
        [
          .integer("accepted", stopped.accepted), .integer("octets_in", stopped.in),
          .integer("octets_out", stopped.out),
        ], by: "gotcp-tcpserver")
    ]
  }
}
