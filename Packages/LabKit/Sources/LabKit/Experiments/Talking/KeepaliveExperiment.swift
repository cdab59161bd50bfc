internal import SocketKit
internal import ToolKit

extension Experiment {
  /// A peer vanishes, and only one of two connections asks after it.
  public static let keepalive = Experiment(
    name: "keepalive",
    question: "The peer is gone and nobody speaks: who notices, and when?",
    hosts: (KeepaliveExperiment.client, KeepaliveExperiment.server), isCut: true,
    perform: KeepaliveExperiment.perform, judge: KeepaliveExperiment.judge,
    control: Control(
      "the peer does not vanish",
      perform: { stage throws(Failure) in try KeepaliveExperiment.perform(stage, vanishes: false) },
      refutes: ["behind the cut", "then the read fails", "a RST goes"]))
}

/// The parts of `Experiment.keepalive`; how they are judged stands beside them.
enum KeepaliveExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  static let place = SocketAddress(server.address, port: 8080)
  /// The client that asks, the client that does not, and the server of both.
  static let (asking, silent, listener) = ("client that asks", "client that does not", "server")
  static let wire = "wire"
  /// TCP_KEEPIDLE and TCP_KEEPINTVL, whole seconds; the defaults are two hours and 75 s.
  static let interval = 1
  /// TCP_KEEPCNT: probes without an answer; 9 by default.
  static let probes = 2
  /// How long the peer is there and silent: time for two probes and their answers, of which a busy machine may lose one.
  static let peace = Duration.milliseconds(2500)

  static func perform(_ stage: Stage) throws(Failure) { try perform(stage, vanishes: true) }

  static func perform(_ stage: Stage, vanishes: Bool) throws(Failure) {
    let wire = try stage.start("wire", ["left", "right"], on: stage.network.middle!, as: wire, watching: .nothing)
    try stage.require(wire, says: "joined")
    let server = try stage.startCaller(listener, on: stage.network.second)
    stage.call(server, "listen l \(place)")
    try stage.require(server, says: "listening")
    let silent = try stage.startCaller(silent, on: stage.network.first)
    stage.call(silent, "connect c \(place)")
    stage.call(server, "accept a l")
    let asking = try stage.startCaller(asking, on: stage.network.first)
    stage.call(
      asking, "connect c \(place)", "set c keepalive-idle \(interval)s", "set c keepalive-interval \(interval)s",
      "set c keepalive-probes \(probes)", "set c keepalive on")
    stage.call(server, "accept b l")
    stage.begin(silent, "read c 1")
    stage.begin(asking, "read c 1")
    stage.watch(for: peace)
    // The cable is pulled out: neither end hears of it.
    if vanishes { stage.stop(wire) }
    stage.wait(for: asking, toSay: "failed")
    for process in [asking, silent, server] { stage.stop(process) }
    if !vanishes { stage.stop(wire) }
  }
}
