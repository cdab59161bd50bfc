internal import EventLoop
internal import PacketCodec
internal import SocketKit
public import ToolKit

/// Performs one experiment, judges it, and leaves what was found.
public struct ExperimentRun {
  private let experiment: Experiment
  private let toolbox: Toolbox
  private let root: String
  private let patience: Duration
  private let show: ((WatchScene) -> Void)?

  /// - Parameters:
  ///   - experiment: what to perform and judge.
  ///   - toolbox: where its tools are.
  ///   - root: the folder in which each experiment has one: "build/lab".
  ///   - patience: how long it waits for one thing.
  ///   - show: called some twenty times a second while it runs, and once at its end; nil for nobody who watches.
  public init(
    _ experiment: Experiment, toolbox: Toolbox, root: String, patience: Duration = Stage.patienceDefault,
    showing show: ((WatchScene) -> Void)? = nil
  ) {
    self.experiment = experiment
    self.toolbox = toolbox
    self.root = root
    self.patience = patience
    self.show = show
  }

  /// What a run found.
  public struct Outcome: Sendable {
    /// The verdicts and where they come from.
    public var facts: RunFacts
    /// Everything, on one clock.
    public var observation: Observation
    /// The commands that would make the same network.
    public var commands: [String]
    /// Where the files are.
    public var path: String
  }

  /// Runs it, after `LabGround.enter`.
  ///
  /// - Throws: when there can be no verdict: 69, 71, 74, 77, or 1 when somebody interrupted it. Then nothing is left
  ///   but the result of an earlier run.
  public func perform() throws(Failure) -> Outcome {
    let signals: SignalDescriptor
    do throws(Errno) { signals = try SignalDescriptor(Stage.interruptions) } catch {
      throw Failure(errno: error, doing: "signals")
    }
    let folder = try RunFolder(experiment.name, in: root)
    do throws(Failure) {
      let outcome = try perform(in: folder, signals)
      try folder.complete()
      return outcome
    } catch {
      folder.discard()
      throw error
    }
  }

  private func perform(in folder: RunFolder, _ signals: consuming SignalDescriptor) throws(Failure) -> Outcome {
    let started = Timestamp.now
    let network = try LabNetwork(experiment.hosts.0, experiment.hosts.1, isCut: experiment.isCut)
    let stage = try Stage(
      network, toolbox, folder, patience: patience, serverStack: experiment.serverStack, signals)
    defer { stage.close() }
    if let show {
      stage.watcher = try Watcher(
        experiment.name, question: experiment.question, network, interface: experiment.interface, show: show)
    }
    let capture = try stage.start(
      "capture", ["-i", experiment.interface, "-o", folder.rawFile("wire")], on: network.first, watching: .nothing)
    try stage.require(capture, says: "capturing")
    try experiment.perform(stage)
    stage.stop(capture)
    stage.close()
    try stage.checkInterruption()

    let wire = try Self.wire(folder.rawFile("wire"), capture)
    var captures: [String: CapturedWire] = [:]
    for other in stage.captures { captures[other.label] = try Self.wire(other.path, other.process) }
    var observation = Self.observation(stage, wire)
    observation.captures = captures.mapValues(\.frames)
    let facts = facts(started, network, stage, observation, [wire] + captures.values)
    try RunFiles(folder: folder, facts: facts, observation: observation, wire: wire, captures: captures).write()
    return Outcome(facts: facts, observation: observation, commands: network.commands, path: folder.path)
  }

  private static func wire(_ path: String, _ capture: ToolProcess) throws(Failure) -> CapturedWire {
    guard capture.ending == .exited(0) else {
      let said = capture.complaint.isEmpty ? Expectation.text(capture.ending) : capture.complaint
      throw Failure(capture.failureStatus, "capture: \(said)")
    }
    var reader = CapturedWireReader()
    do throws(CapturedWireReader.Failure) {
      try reader.read(path: path)
    } catch {
      throw Failure(.inputOutput, "capture: \(error)")
    }
    return reader.wire
  }

  private static func observation(_ stage: Stage, _ wire: CapturedWire) -> Observation {
    let events = stage.events
    let timeline = Timeline(merging: events + wire.events(clock: ClockOffset(of: events)))
    let conversations = ConversationTable(timeline.events).conversations
    let tools = stage.processes.map { ($0.tool, $0.ending) }
    return Observation(
      timeline: timeline, conversations: conversations, streams: conversations.map(wire.streams), frames: wire.frames,
      endings: Dictionary(tools, uniquingKeysWith: { _, last in last }))
  }

  private func facts(
    _ started: Timestamp, _ network: LabNetwork, _ stage: Stage, _ observation: Observation, _ wires: [CapturedWire]
  ) -> RunFacts {
    let dropped = wires.reduce(0) { $0 + $1.framesDropped }
    var expectations = experiment.judge(observation)
    expectations.append(
      Expectation("the capture missed nothing", found: "\(dropped) frames dropped", holds: dropped == 0))
    return RunFacts(
      experiment: experiment.name, question: experiment.question, started: started,
      durationNanoseconds: Timestamp.monotonicNow - started.monotonicNanoseconds,
      hosts: network.hosts.map { ($0.name, "\($0.plan.address)") }, congestionControl: LabNetwork.congestionControl,
      kernel: Kernel.release, expectations: expectations,
      endings: observation.endings.sorted { $0.key < $1.key }.map { ($0.key, Expectation.text($0.value)) },
      framesDropped: dropped, disturbance: stage.disturbance, network: network.history,
      tools: stage.processes.map(\.start))
  }
}
