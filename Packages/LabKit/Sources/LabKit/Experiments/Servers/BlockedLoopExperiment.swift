internal import PacketCodec
internal import SocketKit
internal import ToolKit

extension Experiment {
  /// Several connections to a server that computes now and then, served by one loop, and by a thread each.
  public static let blockedLoop = Experiment(
    name: "blocked-loop",
    question: "One handler of an event loop computes: which connections wait, and does their peer notice?",
    hosts: (BlockedLoopExperiment.client, BlockedLoopExperiment.server),
    perform: { stage throws(Failure) in try BlockedLoopExperiment.perform(stage, computing: true) },
    judge: BlockedLoopExperiment.judge,
    control: Control(
      "nothing computes",
      perform: { stage throws(Failure) in try BlockedLoopExperiment.perform(stage, computing: false) },
      refutes: ["loop: while", "loop: meanwhile", "loop: each", "threads: while", "threads: few"]))
}

/// The parts of `Experiment.blockedLoop`; how they are judged stands beside them.
enum BlockedLoopExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  static let connections = 5
  /// How long the server computes, after each pause of the same length.
  static let block = Duration.milliseconds(300)
  /// Between two words of a connection.
  static let pace = Duration.milliseconds(20)
  /// How long the clients talk: two blocks come to their end.
  static let time = Duration.milliseconds(1350)
  static let word = "hello\n"
  static let reply = "server: Hi\n"

  /// Who serves the connections.
  enum Model: String, CaseIterable {
    case loop, threads

    var place: SocketAddress {
      SocketAddress(BlockedLoopExperiment.server.address, port: self == .loop ? 3001 : 3002)
    }
    /// What its tools are filed under.
    var server: String { "server, \(rawValue)" }
    var client: String { "client, \(rawValue)" }
  }

  static func perform(_ stage: Stage, computing: Bool) throws(Failure) {
    for model in Model.allCases {
      let work = computing ? ["--block-interval", text(block)] : []
      let listener = try stage.start(
        "word-server", ["-l", "\(model.place)", "--model", model.rawValue] + work, on: stage.network.second,
        as: model.server)
      try stage.require(listener, says: "listening")
      let talker = try stage.start(
        "word-client",
        ["-c", "\(connections)", "-i", text(pace), "-t", text(time), "--host", "\(server.address)"]
          + ["--port", "\(model.place.port)", String(word.dropLast())], on: stage.network.first, as: model.client)
      stage.waitForEnd(of: talker)
      stage.stop(listener)
    }
  }

  private static func text(_ duration: Duration) -> String { "\(Int(duration / .milliseconds(1)))ms" }
}
