internal import EventLoop
internal import Glibc
internal import Observe
internal import SocketKit
public import ToolKit

/// Where an experiment is performed: it starts tools in hosts, waits for what they say, and meanwhile samples sockets
/// and descriptors each millisecond.
///
/// One thread does all of it, and nothing in it sleeps: a turn of the loop waits for the next thing that happens. Each
/// wait has an end, because a tool may be broken; whether what was waited for happened is for the expectations to
/// judge, so the waits of an experiment report and do not fail.
public final class Stage {
  /// The hosts.
  public let network: LabNetwork

  /// How long an experiment waits for one thing. Everything waited for takes milliseconds on a machine that works; this
  /// is for one under load.
  public static let patienceDefault = Duration.seconds(5)
  /// How often sockets and descriptors are looked at: a state of a connection lasts longer, but for those that the
  /// peer's kernel ends at once, and a look costs some 50 µs a host.
  static let samplingInterval: Int64 = 1_000_000

  let patience: Duration
  private let serverStack: ServerStack
  private let toolbox: Toolbox
  private let folder: RunFolder
  private let signals: SignalDescriptor
  private var loop: EventLoop
  var sampler: StateSampler
  private(set) var processes: [ToolProcess] = []
  /// Captures beside the first host's, in the order in which they were asked for.
  private(set) var captures: [(label: String, path: String, process: ToolProcess)] = []
  /// What an experiment itself looked at.
  private var notes: [TimelineEvent] = []
  private var isInterrupted = false
  private var meter = DisturbanceMeter()
  private var nextSample: Int64
  /// Who follows on a screen; nil for nobody.
  var watcher: Watcher?

  private static let signalToken = Token.fixed(0)
  private static let sampleTimer: UInt64 = .max

  /// What asks a run to end early.
  static let interruptions: [Signal] = [.interrupt, .terminate, .hangup]

  /// - Parameters:
  ///   - patience: how long it waits for one thing.
  ///   - serverStack: on what servers run that can run on either.
  ///   - signals: of `interruptions`, held back since before there was anything to leave behind.
  init(
    _ network: LabNetwork, _ toolbox: Toolbox, _ folder: RunFolder, patience: Duration, serverStack: ServerStack,
    _ signals: consuming SignalDescriptor
  ) throws(Failure) {
    self.network = network
    self.patience = patience
    self.serverStack = serverStack
    self.signals = signals
    self.toolbox = toolbox
    self.folder = folder
    sampler = try StateSampler(network.hosts)
    do throws(Errno) {
      loop = try EventLoop()
      try loop.poller.add(self.signals.descriptor, Self.signalToken, .readable)
    } catch {
      throw Failure(errno: error, doing: "event loop")
    }
    nextSample = loop.now
    _ = loop.timers.schedule(at: nextSample, Self.sampleTimer)
  }

  /// What was sampled and told so far, on all hosts.
  var events: [TimelineEvent] { sampler.events + processes.flatMap(\.events) + notes }

  /// What the machine withheld so far.
  var disturbance: Disturbance { meter.disturbance }
}

// MARK: - What an experiment does

extension Stage {
  /// What is looked at of a tool.
  public enum Watching: Hashable, Sendable {
    /// Its system calls, which it records itself, and its descriptors.
    case callsAndDescriptors
    /// Its descriptors: where the one that a recorder needs would be one too many.
    case descriptors
    /// Neither: for tools that look on themselves, or are many.
    case nothing
  }

  /// Starts a tool in a host; its events are kept.
  ///
  /// - Parameters:
  ///   - tool: its name.
  ///   - arguments: what it is given.
  ///   - host: where it runs.
  ///   - label: what its events and its end are filed under, when one tool is started several times.
  ///   - voice: where it tells its events.
  ///   - feeding: whether `ToolProcess.send` will write to its input; otherwise that is empty.
  ///   - watching: what is looked at beside its events.
  /// - Throws: 69 when the tool is missing, 71 when it cannot be started.
  public func start(
    _ tool: String, _ arguments: [String], on host: LabHost, as label: String? = nil,
    telling voice: ToolProcess.Voice = .output, feeding: Bool = false, watching: Watching = .callsAndDescriptors
  ) throws(Failure) -> ToolProcess {
    if let other = serverStack.substitute(for: tool, arguments) {
      return try start(stack: other.tool, other.arguments, at: nil, on: host, as: label ?? tool)
    }
    let process = try ToolProcess(
      label ?? tool, path: toolbox.path(of: tool), arguments: arguments + ["--json"], on: host, telling: voice,
      feeding: feeding, recordsCalls: watching == .callsAndDescriptors,
      scrap: folder.rawFile("\(processes.count).\(tool)"))
    return try keep(process, tool, watching, on: host)
  }

  /// Starts a program of the system in a host, which tells no events; its end is kept.
  ///
  /// - Throws: 69 when it is not installed, 71 when it cannot be started.
  public func start(program: String, _ arguments: [String], on host: LabHost) throws(Failure) -> ToolProcess {
    let process = try ToolProcess(
      program, path: toolbox.path(ofProgram: program), arguments: arguments, on: host, telling: .output,
      feeding: false, recordsCalls: false, scrap: "")
    return try keep(process, program, .nothing, on: host)
  }

  private func keep(
    _ process: ToolProcess, _ tool: String, _ watching: Watching, on host: LabHost
  ) throws(Failure) -> ToolProcess {
    do throws(Errno) {
      try process.watch(in: &loop, Token.fixed(UInt8(1 + processes.count)))
    } catch {
      throw Failure(errno: error, doing: "watch \(tool)")
    }
    processes.append(process)
    if watching != .nothing { sampler.watch(process.pid, on: host, tool: process.tool) }
    return process
  }

  /// Captures at a second place, from now until the tool is stopped: what is seen there is in `Observation.captures`, and
  /// in no timeline.
  ///
  /// - Parameters:
  ///   - host: at its interface.
  ///   - label: what the frames are filed under.
  /// - Throws: what the tool fails with.
  public func capture(on host: LabHost, as label: String) throws(Failure) -> ToolProcess {
    let path = folder.rawFile("wire.\(captures.count)")
    let process = try start(
      "capture", ["-i", HostPlan.interface, "-o", path], on: host, as: "capture, \(label)", watching: .nothing)
    try require(process, says: "capturing")
    captures.append((label, path, process))
    return process
  }

  /// Makes a file for tools to read; it goes when the run is over.
  ///
  /// - Returns: its path.
  /// - Throws: 74 when the disk is full or fails.
  public func makeFile(_ octets: [UInt8], named name: String) throws(Failure) -> String {
    try folder.writeRaw(octets, to: name)
  }

  /// Goes on watching for so long: where an experiment has to let time pass, because time is what it is about.
  public func watch(for duration: Duration) {
    let end = Timestamp.monotonicNow.addingClamped(duration.wholeNanoseconds)
    while !isInterrupted, Timestamp.monotonicNow < end { turn() }
  }

  /// Kills a process that a tool told of, as a server's worker. Nothing happens when it is gone.
  ///
  /// - Parameter pid: 2 ...
  public func kill(_ pid: Int) {
    precondition(pid > 1, "not one process")
    Glibc.kill(CInt(clamping: pid), SIGKILL)
  }

  /// Asks a tool to end, and kills it when it does not.
  public func stop(_ process: ToolProcess) {
    process.send(.terminate)
    if !waitForEnd(of: process) { process.kill() }
  }
}

extension Stage {
  /// Keeps what was looked at, as a tool's event of now.
  func note(_ event: ToolEvent, by tool: String, on host: LabHost) {
    notes.append(TimelineEvent(at: .now, tool: tool, host: host.name, happening: .told(event)))
  }
}

// MARK: - Turning

extension Stage {
  /// Turns the loop until something is so.
  ///
  /// - Returns: false when patience ended first, or somebody pressed Ctrl-C.
  func wait(until condition: () -> Bool) -> Bool {
    let end = Timestamp.monotonicNow.addingClamped(patience.wholeNanoseconds)
    while !condition() {
      guard !isInterrupted, Timestamp.monotonicNow < end else { return false }
      turn()
    }
    return true
  }

  private func turn() {
    let wanted = max(nextSample, Timestamp.monotonicNow)
    // A failure of epoll itself leaves nothing to wait for.
    guard let count = try? loop.wait() else {
      isInterrupted = true
      return
    }
    meter.woken(at: loop.now, wanted: wanted)
    let (began, used) = (Timestamp.monotonicNow, Timestamp.ofThisThread)
    defer { meter.worked(for: Timestamp.monotonicNow - began, using: Timestamp.ofThisThread - used) }
    for index in 0 ..< count {
      let token = loop.poller.event(at: index).token
      if token == Self.signalToken {
        isInterrupted = true
      } else {
        processes[Int(token.index) - 1].read(in: loop)
      }
    }
    while loop.expire() != nil {
      sampler.sample()
      for process in processes { process.readComplaints() }
      watcher?.look(sampler.events, processes.map(\.told))
      nextSample = loop.now + Self.samplingInterval
      _ = loop.timers.schedule(at: nextSample, Self.sampleTimer)
    }
  }

  /// Ends all that still runs. Idempotent.
  func close() {
    for process in processes where !process.hasEnded { process.kill() }
    sampler.sample()
    watcher?.look(sampler.events, processes.map(\.told), isOver: true)
    watcher = nil
  }

  /// Throws when somebody asked the run to end.
  func checkInterruption() throws(Failure) {
    if isInterrupted { throw Failure(.negative, "interrupted: no verdict") }
  }
}
