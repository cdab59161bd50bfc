internal import PacketCodec
internal import SocketKit
internal import ToolKit

extension Experiment {
  /// Workers that share a port: one is killed under load, and all are relieved while visitors come and go.
  public static let prefork = Experiment(
    name: "prefork",
    question: "What does it cost when a worker dies, and when all are replaced?",
    hosts: (PreforkExperiment.client, PreforkExperiment.server),
    perform: PreforkExperiment.perform, judge: PreforkExperiment.judge)
}

/// The parts of `Experiment.prefork`.
enum PreforkExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  static let target = SocketAddress(server.address, port: 8080)
  static let workers = 2
  /// Connections that stay while a worker is killed.
  static let guests = 20
  /// Where visitors come from: an address of their own tells them from the guests, whose ports they may get again.
  static let visitorsAddress = IPv4Address(10, 77, 0, 11)
  /// Rolling restarts while visitors come and go.
  static let restarts = 3

  /// What the tools are filed under.
  enum Label {
    static let server = "echo-server", guests = "guests", visitors = "visitors"
  }

  static func perform(_ stage: Stage) throws(Failure) {
    let server = try stage.start(
      "echo-server", ["-l", "\(target)", "--workers", "\(workers)"], on: stage.network.second, as: Label.server,
      watching: .nothing)
    try stage.require(server, says: "listening")
    try killOne(of: server, stage)
    try relieveAll(of: server, stage)
    stage.stop(server)
  }

  private static func killOne(of server: ToolProcess, _ stage: Stage) throws(Failure) {
    let guests = try stage.start(
      "tcp-load", ["-v", "-c", "\(guests)", "--rate", "1000", "-t", "1s", "\(target)"], on: stage.network.first,
      as: Label.guests, watching: .nothing)
    stage.wait(for: guests, toSay: "connected", times: Self.guests)
    askUntilAllAreIn(server, stage)
    let first = server.told("worker-start").first { $0.integer("worker") == 1 }
    if let pid = first?.integer("pid"), pid > 1 { stage.kill(pid) }
    stage.wait(for: server, toSay: "worker-start", times: workers + 1)
    stage.waitForEnd(of: guests)
  }

  /// A connection is there before its worker has taken it from the queue.
  private static func askUntilAllAreIn(_ server: ToolProcess, _ stage: Stage) {
    for number in 1 ... mostQuestions {
      server.send(.user1)
      guard stage.wait(for: server, toSay: "stats", times: number * (workers + 1)),
        server.told("stats").last?.integer("open") != guests
      else { return }
    }
  }

  /// Each takes a millisecond, and all are in after some.
  private static let mostQuestions = 200

  private static func relieveAll(of server: ToolProcess, _ stage: Stage) throws(Failure) {
    try stage.network.first.add(visitorsAddress)
    let words = ["-v", "--churn", "-c", "8", "--rate", "400", "-t", "1s", "--sources", "\(visitorsAddress)"]
    let visitors = try stage.start(
      "tcp-load", words + ["\(target)"], on: stage.network.first, as: Label.visitors, watching: .nothing)
    for round in 1 ... restarts {
      stage.wait(for: visitors, toSay: "connected", times: round * 50)
      server.send(.hangup)
      stage.wait(for: server, toSay: "worker-exit", times: 1 + round * workers)
    }
    stage.waitForEnd(of: visitors)
  }
}

// MARK: - Judging

extension PreforkExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    [
      bothServe(seen), deathIsTold(seen), successorComes(seen), othersGoOn(seen), everybodyIsNew(seen),
      nobodyIsTurnedAway(seen),
      .endedWithZero([Label.server, Label.visitors], seen.endings),
    ]
  }

  /// Connections of each worker when it was asked last, before the first was killed.
  private static func shares(_ seen: Observation) -> [Int] {
    (1 ... workers).map { worker in
      seen.told("stats", by: Label.server).last { $0.integer("worker") == worker }?.integer("open") ?? 0
    }
  }

  private static func bothServe(_ seen: Observation) -> Expectation {
    let shares = shares(seen)
    return Expectation(
      "the kernel shares the connections out among the workers",
      found: shares.map { "\($0)" }.joined(separator: " and "),
      holds: !shares.contains(0) && shares.reduce(0, +) == guests,
      evidence: seen.timeline.evidence(told: "stats", by: Label.server).suffix(workers + 1).map(\.self))
  }

  private static func deathIsTold(_ seen: Observation) -> Expectation {
    let first = seen.told("worker-exit", by: Label.server).first
    let found = first.map { exit in
      let cause = exit.integer("signal").map { "signal \($0)" } ?? "status \(exit.integer("status") ?? -1)"
      return "worker \(exit.integer("worker") ?? -1), \(cause)"
    }
    return Expectation(
      "the worker's death is told, with the signal that killed it", found: found ?? "no death told",
      holds: first?.integer("worker") == 1 && first?.integer("signal") == Int(Signal.kill.rawValue),
      evidence: Array(seen.timeline.evidence(told: "worker-exit", by: Label.server).prefix(1)))
  }

  private static func successorComes(_ seen: Observation) -> Expectation {
    let exit = seen.moment(of: "worker-exit", 1, by: Label.server)
    let start = seen.moment(of: "worker-start", workers + 1, by: Label.server)
    let starts = seen.told("worker-start", by: Label.server)
    let place = starts.count > workers ? starts[workers].integer("worker") : nil
    let distance = exit.flatMap { exit in start.map { Milliseconds.distance(from: exit, to: $0) } }
    return Expectation(
      "another takes its place at once",
      found: distance.map { "\(Milliseconds.text(nanoseconds: $0)) ms later" } ?? "none came",
      holds: place == 1 && (distance ?? -1) >= 0 && (distance ?? .max) < Self.atOnce,
      evidence: Array(seen.timeline.evidence(told: "worker-exit", by: Label.server).prefix(1))
        + seen.timeline.evidence(told: "worker-start", by: Label.server).dropFirst(workers).prefix(1))
  }

  /// Far below the 100 ms after which a second death is answered, and far above what starting a process takes.
  private static let atOnce: Int64 = 100_000_000

  private static func othersGoOn(_ seen: Observation) -> Expectation {
    let summary = seen.told("summary", by: Label.guests).last
    let (lost, its) = (summary?.integer("errors") ?? -1, shares(seen).first ?? 0)
    let ends = seen.conversations(from: client.address).compactMap(\.endByServer)
    let ended = ends.count
    return Expectation(
      "its connections are lost with it, and no other",
      found: "\(its) were its own, \(lost) failed, the server's side ended \(ended)",
      holds: its > 0 && its < guests && lost == its && ended == its,
      evidence: ends.evidence + seen.timeline.evidence(told: "summary", by: Label.guests))
  }

  private static func everybodyIsNew(_ seen: Observation) -> Expectation {
    let pids = seen.told("worker-start", by: Label.server).compactMap { $0.integer("pid") }
    let exits = seen.told("worker-exit", by: Label.server).dropFirst()
    let wanted = restarts * workers
    let relieved = exits.prefix(wanted).count { $0.integer("status") == 0 }
    return Expectation(
      "after \(restarts) rolling restarts everybody was relieved as often, by another process",
      found: "\(relieved) ended with 0, \(Set(pids).count) processes in all",
      holds: relieved == wanted && Set(pids).count == pids.count && pids.count == workers + 1 + wanted,
      evidence: seen.timeline.evidence(told: "worker-exit", by: Label.server)
        + seen.timeline.evidence(told: "worker-start", by: Label.server))
  }

  private static func nobodyIsTurnedAway(_ seen: Observation) -> Expectation {
    let summary = seen.told("summary", by: Label.visitors).last
    let (served, failed) = (summary?.integer("operations") ?? 0, summary?.integer("errors") ?? -1)
    let visits = seen.conversations(from: visitorsAddress)
    let resets = visits.count { $0.steps.contains { $0.has(.reset) } }
    return Expectation(
      "meanwhile no visitor is refused or cut", found: "\(served) served, \(failed) failed, \(resets) resets",
      holds: served > restarts * 50 && failed == 0 && resets == 0 && visits.count == served,
      evidence: seen.timeline.evidence(told: "summary", by: Label.visitors))
  }
}

extension Conversation {
  /// The first FIN or RST, when it is from the server's side: the kernel sends it when a process is gone.
  fileprivate var endByServer: ConversationStep? {
    let end = steps.first { $0.has(.finish) || $0.has(.reset) }
    return end?.direction == .toClient ? end : nil
  }
}

extension Observation {
  /// The conversations that this address began.
  fileprivate func conversations(from address: IPv4Address) -> [Conversation] {
    let address = SocketAddress(address, port: 0).address
    return conversations.filter { $0.client.address == address }
  }

  /// When a tool told an event for the nth time, 1 ...; nanoseconds.
  fileprivate func moment(of event: String, _ number: Int, by tool: String) -> Int64? {
    let moments = timeline.events.filter { entry in
      guard entry.tool == tool, case .told(let telling) = entry.happening else { return false }
      return telling.name == event
    }
    return moments.count >= number ? moments[number - 1].monotonicNanoseconds : nil
  }
}
