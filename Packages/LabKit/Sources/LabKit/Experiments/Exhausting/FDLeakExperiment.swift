internal import SocketKit
internal import ToolKit

extension Experiment {
  /// A server that never closes, until it has no descriptor left; and the same server, closing.
  public static let fdLeak = Experiment(
    name: "fd-leak",
    question: "What does a connection cost that nobody closes, and what becomes of those that find no room?",
    hosts: (FDLeakExperiment.client, FDLeakExperiment.server),
    perform: FDLeakExperiment.perform, judge: FDLeakExperiment.judge,
    control: Control(
      "the server closes, and has descriptors for all",
      perform: { stage throws(Failure) in try FDLeakExperiment.perform(stage, first: ["--cure", "--limit", "256"]) },
      refutes: ["the server runs into its limit", "it holds every connection", "the kernel connects the others"]))
}

/// The parts of `Experiment.fdLeak`.
enum FDLeakExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  static let leaking = SocketAddress(server.address, port: 8080)
  static let closing = SocketAddress(server.address, port: 8081)
  /// Descriptors that the server may have.
  static let limit = 64
  /// More than it can take: the rest waits in the backlog.
  static let connections = 100

  static func perform(_ stage: Stage) throws(Failure) { try perform(stage, first: []) }

  /// - Parameter options: of the server that comes first.
  fileprivate static func perform(_ stage: Stage, first options: [String]) throws(Failure) {
    let leak = try run(leaking, options, as: "leak", stage)
    stage.stop(leak)
    let cure = try run(closing, ["--cure"], as: "cure", stage)
    // It may be short of descriptors for a moment, when clients come faster than it is given the CPU.
    for state in [TCPSocketState.established, .closeWait] {
      stage.wait(forAtMost: 0, in: state, on: stage.network.second)
    }
    stage.stop(cure)
  }

  private static func run(
    _ place: SocketAddress, _ options: [String], as label: String, _ stage: Stage
  ) throws(Failure) -> ToolProcess {
    let process = try stage.start(
      "fd-leak", ["-l", "\(place)", "--limit", "\(limit)"] + options, on: stage.network.second, as: label,
      watching: .descriptors)
    try stage.require(process, says: "listening")
    let bomb = try stage.start(
      "port-bomb", ["\(place)", "-n", "\(connections)"], on: stage.network.first,
      as: "clients of \(label)",
      watching: .nothing)
    stage.waitForEnd(of: bomb)
    return process
  }
}

// MARK: - Judging

extension FDLeakExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    [exhausts(seen), keeps(seen), connectsTheRest(seen), cure(seen)]
  }

  private static func exhausts(_ seen: Observation) -> Expectation {
    let told = seen.told("exhausted", by: "leak")
    let found = told.map {
      "\($0.text("errno") ?? "?") with \($0.integer("open") ?? -1) of \($0.integer("limit") ?? -1) open"
    }
    return Expectation(
      "the server runs into its limit of descriptors, and says so once",
      found: found.isEmpty ? "it never did" : found.joined(separator: ", "),
      holds: told.count == 1 && told[0].text("errno") == "EMFILE" && told[0].integer("open") == limit,
      evidence: seen.timeline.evidence(told: "exhausted", by: "leak"))
  }

  private static func keeps(_ seen: Observation) -> Expectation {
    let held = seen.told("stopped", by: "leak").last?.integer("held") ?? -1
    let leaked = seen.told("leak", by: "leak").count
    return Expectation(
      "it holds every connection it took", found: "\(leaked) taken, \(held) held at its end",
      holds: held > 0 && held == leaked && held < limit,
      evidence: seen.timeline.evidence(told: "leak", by: "leak") + seen.timeline.evidence(told: "stopped", by: "leak"))
  }

  private static func connectsTheRest(_ seen: Observation) -> Expectation {
    let connected = seen.told("summary", by: "clients of leak").last?.integer("connected") ?? -1
    let accepted = seen.told("stopped", by: "leak").last?.integer("accepted") ?? -1
    return Expectation(
      "the kernel connects the others all the same, and they wait for nobody",
      found: "\(connected) of \(connections) connected, \(accepted) accepted",
      holds: connected == connections && 0 ..< connected ~= accepted,
      evidence: seen.timeline.evidence(told: "summary", by: "clients of leak")
        + seen.timeline.evidence(told: "stopped", by: "leak"))
  }

  private static func cure(_ seen: Observation) -> Expectation {
    let stopped = seen.told("stopped", by: "cure").last
    let (accepted, held) = (stopped?.integer("accepted") ?? -1, stopped?.integer("held") ?? -1)
    return Expectation(
      "the same server, closing, serves them all and holds nothing",
      found: "\(accepted) of \(connections) accepted, \(held) held at its end",
      holds: accepted == connections && held == 0 && seen.endings["cure"] == .some(.exited(0)),
      evidence: seen.timeline.evidence(told: "stopped", by: "cure"))
  }
}
