internal import SocketKit
internal import ToolKit

extension Experiment {
  /// Who is left in TIME_WAIT, how its time runs, and who may use its ports again.
  public static let timeWait = Experiment(
    name: "time-wait",
    question: "Which end waits in TIME_WAIT, how long, and can its pair of ports be used again before?",
    hosts: (TimeWaitExperiment.client, TimeWaitExperiment.server),
    perform: TimeWaitExperiment.perform, judge: TimeWaitExperiment.judge,
    control: Control(
      "connections end by RST",
      perform: { stage throws(Failure) in try TimeWaitExperiment.perform(stage, resets: true) },
      refutes: [
        "the client closes first", "the server closes first", "it is 60 s", "as long as it lasts", "a SYN that",
      ]))
}

/// The parts of `Experiment.timeWait`; how they are judged stands beside them.
enum TimeWaitExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  static let place = SocketAddress(server.address, port: 8080)
  /// Where the client connects from, when it closes first, and when the server does.
  static let (clientFirst, serverFirst) = (
    SocketAddress(client.address, port: 40001), SocketAddress(client.address, port: 40002)
  )
  static let (caller, listener) = ("client", "server")
  /// The two looks at the timer.
  static let looks = ["first look", "second look"]
  /// Between them: what a connection must have waited, too, before its ports may be taken again.
  static let between = Duration.milliseconds(1200)

  static func perform(_ stage: Stage) throws(Failure) { try perform(stage, resets: false) }

  static func perform(_ stage: Stage, resets: Bool) throws(Failure) {
    let (here, there) = (stage.network.first, stage.network.second)
    for host in [here, there] {
      // Named like it, and no part of it.
      try host.set("net.ipv4.tcp_fin_timeout", to: "1")
      try host.set("net.ipv4.tcp_tw_reuse", to: "0")
    }
    // One port to choose from. Who names a port by bind(2) is let through by timestamps, whatever tcp_tw_reuse says.
    try here.set("net.ipv4.ip_local_port_range", to: "\(clientFirst.port) \(clientFirst.port)")
    let server = try stage.startCaller(listener, on: there)
    stage.call(server, "listen l \(place)")
    try stage.require(server, says: "listening")
    let client = try stage.startCaller(caller, on: here)
    let end = resets ? ["linger 0"] : []

    stage.call(client, "connect a \(place)")
    stage.call(server, "accept a l")
    for option in end { stage.call(client, "set a \(option)") }
    stage.call(client, "close a")
    stage.call(server, "read a 1", "close a")

    stage.call(client, "connect b \(place) \(serverFirst)")
    stage.call(server, "accept b l")
    for option in end { stage.call(server, "set b \(option)") }
    stage.call(server, "close b")
    stage.call(client, "read b 1", "close b")
    if !resets { stage.wait(for: 1, in: .timeWait, on: there) }

    try look(looks[0], stage)
    // Refused, though no more is known of the old connection than its numbers.
    stage.call(client, "connect c \(place)", "close c")
    // The other end waits here, and lets a SYN in that is newer.
    stage.call(client, "connect d \(place) \(serverFirst)")
    stage.call(server, "accept d l")
    stage.watch(for: between)
    try look(looks[1], stage)
    try here.set("net.ipv4.tcp_tw_reuse", to: "1")
    stage.call(client, "connect e \(place)")
    stage.call(server, "accept e l")
    for process in [client, server] { stage.end(process) }
  }

  private static func look(_ label: String, _ stage: Stage) throws(Failure) {
    let look = try stage.start(
      "tcp-states", ["-a", "--state", "time-wait"], on: stage.network.first, as: label, watching: .nothing)
    stage.waitForEnd(of: look)
  }
}
