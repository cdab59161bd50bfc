internal import SocketKit
internal import ToolKit

extension Experiment {
  /// A client that closes, and a server that does so much later; and the same server, closing at once.
  public static let closeWait = Experiment(
    name: "close-wait",
    question: "One side has closed and the other has not: how long does that last, and who can end it?",
    hosts: (CloseWaitExperiment.client, CloseWaitExperiment.server),
    perform: CloseWaitExperiment.perform, judge: CloseWaitExperiment.judge,
    control: Control(
      "the server closes at once",
      perform: { stage throws(Failure) in try CloseWaitExperiment.perform(stage, first: ["--cure"]) },
      refutes: ["FIN_WAIT2 ends by itself", "CLOSE_WAIT does not", "that FIN comes too late"]))
}

/// The parts of `Experiment.closeWait`; how they are judged stands beside them.
enum CloseWaitExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  static let leaking = SocketAddress(server.address, port: 8080)
  static let closing = SocketAddress(server.address, port: 8081)
  /// net.ipv4.tcp_fin_timeout of the client, seconds: how long its kernel waits for a FIN that does not come.
  static let finTimeout = 1
  /// When the server acts: long after the client's kernel has forgotten, also on a machine under load.
  static let releaseAfter = 2

  static func perform(_ stage: Stage) throws(Failure) {
    try perform(stage, first: ["--release-after", "\(releaseAfter)s"])
  }

  /// - Parameter options: of the server that comes first.
  fileprivate static func perform(_ stage: Stage, first options: [String]) throws(Failure) {
    let (client, server) = (stage.network.first, stage.network.second)
    try client.set("net.ipv4.tcp_fin_timeout", to: "\(finTimeout)")
    // Otherwise a late ACK draws a RST that ends TIME_WAIT early (RFC 1337).
    try client.set("net.ipv4.tcp_rfc1337", to: "1")

    let leak = try run(leaking, options, as: "leak", stage)
    if !options.contains("--cure") {
      stage.wait(for: 1, in: .closeWait, on: server)
      stage.wait(forAtMost: 0, in: .finWait2, on: client)
      stage.wait(for: leak, toSay: "released")
    }
    waitForNobody(in: [.closeWait, .lastAck], on: server, stage)
    stage.stop(leak)

    let cure = try run(closing, ["--cure"], as: "cure", stage)
    stage.wait(for: 1, in: .timeWait, on: client)
    waitForNobody(in: [.established, .closeWait, .lastAck], on: server, stage)
    stage.stop(cure)
  }

  private static func run(
    _ place: SocketAddress, _ options: [String], as label: String, _ stage: Stage
  ) throws(Failure) -> ToolProcess {
    let process = try stage.start("fd-leak", ["-l", "\(place)"] + options, on: stage.network.second, as: label)
    try stage.require(process, says: "listening")
    // It connects and closes, and keeps nothing: a client that went on holding its descriptor would wait for ever.
    let client = try stage.start(
      "port-bomb", ["\(place)", "-n", "1"], on: stage.network.first, as: "client of \(label)")
    stage.waitForEnd(of: client)
    return process
  }

  private static func waitForNobody(in states: [TCPSocketState], on host: LabHost, _ stage: Stage) {
    for state in states { stage.wait(forAtMost: 0, in: state, on: host) }
  }
}
