internal import PacketCodec
internal import SocketKit
internal import ToolKit

extension Experiment {
  /// A client that connects and closes until its kernel has no port left, and three ways not to.
  public static let portBomb = Experiment(
    name: "port-bomb",
    question: "Where do a client's ports go, and what gives them back?",
    hosts: (PortBombExperiment.client, PortBombExperiment.server),
    perform: PortBombExperiment.perform, judge: PortBombExperiment.judge,
    control: Control(
      "there are more ports than attempts",
      perform: { stage throws(Failure) in try PortBombExperiment.perform(stage, ports: 40_000 ... 49_999) },
      refutes: ["without a cure, every port serves once", "then each of the"]))
}

/// The parts of `Experiment.portBomb`.
enum PortBombExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  /// All the ports the client's kernel may choose from, so that running out takes a second and not an hour.
  static let ports: ClosedRange<UInt16> = 40_000 ... 40_099
  /// Three for each port.
  static let attempts = 300
  /// The client's further addresses, for the cure that uses them: as many ports again with each.
  static let sources = 11 ... 13
  static let poolSize = 10

  /// One run of the bomb, each against a port of its own: TIME_WAIT holds a pair of ends, not a port.
  enum Round: String, CaseIterable {
    case bomb, pool, reset, sources

    var port: UInt16 { 8080 + UInt16(Self.allCases.firstIndex(of: self)!) }

    var target: SocketAddress { SocketAddress(server.address, port: port) }

    var arguments: [String] {
      switch self {
      case .bomb: []
      case .pool: ["--pool", "\(poolSize)"]
      case .reset: ["--reset"]
      case .sources:
        [
          "--sources",
          "10.77.0.\(PortBombExperiment.sources.lowerBound)-10.77.0.\(PortBombExperiment.sources.upperBound)",
        ]
      }
    }
  }

  static func perform(_ stage: Stage) throws(Failure) { try perform(stage, ports: ports) }

  /// - Parameter ports: what the client's kernel may choose from.
  fileprivate static func perform(_ stage: Stage, ports: ClosedRange<UInt16>) throws(Failure) {
    let client = stage.network.first
    try client.set("net.ipv4.ip_local_port_range", to: "\(ports.lowerBound) \(ports.upperBound)")
    // Otherwise a late ACK draws a RST that ends TIME_WAIT early (RFC 1337), and a port is used again after a second.
    try client.set("net.ipv4.tcp_rfc1337", to: "1")
    try client.set("net.ipv4.tcp_tw_reuse", to: "0")
    for place in sources { try client.add(IPv4Address(10, 77, 0, UInt8(place))) }

    var servers: [ToolProcess] = []
    for round in Round.allCases {
      let process = try stage.start(
        "echo-server", ["-l", "\(round.target)"], on: stage.network.second, as: "server for \(round.rawValue)",
        watching: .nothing)
      try stage.require(process, says: "listening")
      servers.append(process)
    }
    for round in Round.allCases {
      let words = ["\(round.target)", "-n", "\(attempts)"] + round.arguments
      let bomb = try stage.start("port-bomb", words, on: client, as: round.rawValue, watching: .nothing)
      stage.waitForEnd(of: bomb)
    }
    for process in servers { stage.stop(process) }
  }
}

// MARK: - Judging

extension PortBombExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    [
      runsOut(seen), everyPortWaits(seen), cure(.pool, seen, waiting: 0 ... poolSize),
      cure(.reset, seen, waiting: 0 ... 0), cure(.sources, seen, waiting: ports.count + 1 ... attempts),
      poolConnectsOnce(seen),
    ]
  }

  private static func runsOut(_ seen: Observation) -> Expectation {
    let summary = seen.told("summary", by: Round.bomb.rawValue).last
    let connected = summary?.integer("connected") ?? -1
    let failures = seen.told("failure", by: Round.bomb.rawValue)
    let found = failures.map { "\($0.text("errno") ?? "?") \($0.integer("count") ?? -1) times" }
    let exhausted = failures.first { $0.text("errno") == "EADDRNOTAVAIL" }?.integer("count")
    return Expectation(
      "without a cure, every port serves once, and then EADDRNOTAVAIL",
      found: "\(connected) connected, \(found.isEmpty ? "nothing failed" : found.joined(separator: ", "))",
      holds: connected == ports.count && exhausted == attempts - ports.count
        && seen.endings[Round.bomb.rawValue] == .some(.exited(1)),
      evidence: seen.timeline.evidence(told: "failure", by: Round.bomb.rawValue)
        + seen.timeline.evidence(told: "summary", by: Round.bomb.rawValue))
  }

  private static func everyPortWaits(_ seen: Observation) -> Expectation {
    let waiting = seen.ends(thatWere: .timeWait, toward: Round.bomb.target)
    return Expectation(
      "then each of the \(ports.count) ports is in TIME_WAIT", found: "\(waiting.count) are",
      holds: waiting.count == ports.count && waiting.allSatisfy { ports.contains($0.port) },
      evidence: seen.timeline.evidence(into: .timeWait) { $0.remote == Round.bomb.target })
  }

  private static func cure(_ round: Round, _ seen: Observation, waiting allowed: ClosedRange<Int>) -> Expectation {
    let summary = seen.told("summary", by: round.rawValue).last
    let (connected, failed) = (summary?.integer("connected") ?? -1, summary?.integer("failed") ?? -1)
    let waiting = seen.ends(thatWere: .timeWait, toward: round.target).count
    return Expectation(
      "with --\(round.rawValue) nothing fails, and TIME_WAIT holds \(text(allowed))",
      found: "\(connected) of \(attempts) served, \(failed) failed, \(waiting) in TIME_WAIT",
      holds: connected == attempts && failed == 0 && allowed.contains(waiting)
        && seen.endings[round.rawValue] == .some(.exited(0)),
      evidence: seen.timeline.evidence(told: "summary", by: round.rawValue)
        + seen.timeline.evidence(into: .timeWait) { $0.remote == round.target })
  }

  private static func text(_ range: ClosedRange<Int>) -> String {
    range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(range.lowerBound) ... \(range.upperBound)"
  }

  private static func poolConnectsOnce(_ seen: Observation) -> Expectation {
    let connections = seen.conversations.filter { $0.server == Round.pool.target }
    return Expectation(
      "a pool of \(poolSize) opens \(poolSize) connections for \(attempts) attempts",
      found: "\(connections.count) on the wire", holds: connections.count == poolSize,
      evidence: connections.compactMap(\.steps.first).evidence)
  }
}
