internal import EventLoop
internal import Glibc
public import SocketKit
internal import ToolKit

/// A tool that runs in a host: its events as they come, its input, its end.
public final class ToolProcess {
  /// The tool's name, or what it is filed under instead.
  public let tool: String
  /// As it was started.
  let start: ToolStart
  let host: String
  private var child: ChildProcess
  private let output: FileDescriptor
  private var input: FileDescriptor?
  private let complaints: FileDescriptor
  private let calls: String?
  private let voice: Voice
  /// The start of what it wrote to its standard error.
  private var complained: [UInt8] = []
  private var splitter = LineSplitter(limit: lineMax)
  private var outputIsOver = false
  private(set) var told: [TimelineEvent] = []
  /// Where the connections of its own stack stand, if it has one.
  private(set) var connections = ToldConnections()
  /// Octets that came on its standard output, where that is not where it tells.
  private(set) var printed = 0
  private var course = Course.running

  /// The longest line taken from a tool: an event with a whole buffer of a peer's octets, escaped, has a quarter of it.
  private static let lineMax = 1 << 20
  /// The most events kept of one tool; see `StateSampler.eventsMax`.
  private static let eventsMax = 200_000
  /// The most octets read of a tool's recorded calls: a million of them.
  private static let callsMax = 256 << 20
  /// What is shown of a tool's standard error.
  private static let complaintMax = 2000

  /// How far it has come.
  private enum Course {
    case running
    case ended(ChildProcess.Ending)
    /// By us, because it did not end: what the kernel says of its end then says nothing of it.
    case killed
  }

  /// Where a tool tells its events.
  public enum Voice: Hashable, Sendable {
    /// On its standard output.
    case output
    /// On its standard error, beside its diagnostics: its standard output carries octets, which nobody keeps.
    case errors
  }

  /// Starts it.
  ///
  /// - Parameters:
  ///   - voice: where it tells its events.
  ///   - feeding: whether its input is a pipe from us; otherwise it is empty.
  ///   - recordsCalls: whether it is asked to record its system calls.
  ///   - scrap: what the name of its recorded calls' file begins with.
  init(
    _ tool: String, path: String, arguments: [String], on host: LabHost, telling voice: Voice, feeding: Bool,
    recordsCalls: Bool, scrap: String
  ) throws(Failure) {
    self.tool = tool
    self.voice = voice
    self.host = host.name
    start = ToolStart(label: tool, host: host.name, words: [String(path.split(separator: "/").last ?? "")] + arguments)
    calls = recordsCalls ? "\(scrap).calls" : nil
    do throws(Errno) {
      let telling = try Pipe()
      let stdin = try Pipe()
      // A pipe and not a file of the run: that the disk is full must get through.
      let other = try Pipe()
      var request = Spawn(path, arguments)
      request.environment = Self.environment(calls)
      let ends = (telling.writeEnd.rawValue, other.writeEnd.rawValue)
      request.standard =
        voice == .output ? (stdin.readEnd.rawValue, ends.0, ends.1) : (stdin.readEnd.rawValue, ends.1, ends.0)
      request.network = host.namespace.descriptor.rawValue
      request.newSession = true
      do throws(ChildProcess.SpawnError) { child = try ChildProcess(request) } catch { throw error.errno }
      output = telling.intoReadEnd()
      input = stdin.intoWriteEnd()
      complaints = other.intoReadEnd()
      if !feeding { input = nil }
      try output.setNonblocking(true)
      try complaints.setNonblocking(true)
    } catch {
      throw Failure(errno: error, doing: "start \(tool) in \(host.name)")
    }
  }

  private static func environment(_ calls: String?) -> [String] {
    var variables = calls.map { ["TCPLAB_SYSCALLS=\($0)"] } ?? []
    if let path = getenv("PATH") { variables.append("PATH=\(String(cString: path))") }
    return variables
  }

  /// Its number.
  var pid: CInt { child.pid }

  /// What it told and which calls it made, so far; the calls are complete once it ended.
  var events: [TimelineEvent] { told + recordedCalls }

  /// What it told under this name so far, in order.
  public func told(_ event: String) -> [ToolEvent] {
    told.compactMap { entry in
      guard case .told(let telling) = entry.happening, telling.name == event else { return nil }
      return telling
    }
  }

  /// How often it told this event.
  func count(of event: String) -> Int { told(event).count }

  /// How often a connection of its own stack came to this state.
  func count(of state: TCPSocketState) -> Int {
    told.count { entry in
      if case .transition(let change) = entry.happening { change.to == state } else { false }
    }
  }
}

// MARK: - Speaking with it

extension ToolProcess {
  /// Writes to its input; what it does not take because it ended is lost.
  public func send(_ text: String) {
    if input != nil { try? input?.writeAll(Array(text.utf8).span.bytes) }
  }

  /// Ends its input.
  public func closeInput() { input = nil }

  /// Sends it a signal.
  public func send(_ signal: Signal) { child.send(signal) }

  /// Ends it without asking, and waits until it is gone.
  func kill() {
    child.send(.kill)
    _ = child.wait()
    course = .killed
    outputIsOver = true
  }

  /// Whether nothing more comes of it: it ended, and everything it told was read; or it had to be killed.
  public var hasEnded: Bool {
    guard outputIsOver else { return false }
    if case .running = course, let ending = child.ending() { course = .ended(ending) }
    if case .running = course { return false }
    return true
  }

  /// How it ended, once `hasEnded` was so; nil before, and when it had to be killed because it did not end.
  var ending: ChildProcess.Ending? {
    if case .ended(let ending) = course { ending } else { nil }
  }

  func watch(in loop: inout EventLoop, _ token: Token) throws(Errno) { try loop.poller.add(output, token, .readable) }

  /// Takes what it told since.
  func read(in loop: borrowing EventLoop) {
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while !outputIsOver {
      var span = chunk.mutableSpan
      var room = span.mutableBytes
      switch try? output.read(into: &room) {
      case .octets(let count): splitter.feed(chunk.span.extracting(..<count).bytes)
      case .notReady: return keepLines()
      case .endOfStream, nil:
        splitter.finish()
        keepLines()
        outputIsOver = true
        try? loop.poller.remove(output)
      }
    }
  }

  /// Takes what it wrote where it tells nothing, so that it never waits there for us: its complaints, or its octets.
  func readComplaints() {
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      var span = chunk.mutableSpan
      var room = span.mutableBytes
      guard case .octets(let count) = try? complaints.read(into: &room) else { return }
      switch voice {
      case .output: complain(chunk[..<count])
      case .errors: printed += count
      }
    }
  }

  private func complain(_ octets: ArraySlice<UInt8>) {
    complained.append(contentsOf: octets.prefix(Self.complaintMax - complained.count))
  }

  private func keepLines() {
    while let line = splitter.next() {
      guard case .line(let octets) = line else { continue }
      guard var event = try? TimelineEvent(line: octets) else {
        if voice == .errors { complain(octets[...] + [UInt8(ascii: "\n")]) }
        continue
      }
      guard told.count < Self.eventsMax else { continue }
      event.host = host
      event.tool = tool
      told.append(event)
      if case .transition(let change) = event.happening { connections.take(change) }
    }
  }
}

// MARK: - What it left behind

extension ToolProcess {
  /// What it wrote to its standard error and is no event, without its own name in front.
  var complaint: String {
    readComplaints()
    let lines = String(decoding: complained, as: UTF8.self).split(separator: "\n")
    let prefix = "\(tool): "
    return lines.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : String($0) }.joined(separator: "; ")
  }

  /// What a run fails with when this tool is what failed it: its own status, if it has one of the contract's.
  var failureStatus: ExitStatus {
    guard case .exited(let status) = ending else { return .software }
    return ExitStatus(rawValue: CInt(status)) ?? .software
  }

  /// Its system calls, as its recorder wrote them.
  private var recordedCalls: [TimelineEvent] {
    guard let calls, let octets = try? FileDescriptor.contents(of: calls, limit: Self.callsMax) else { return [] }
    var lines = LineSplitter(limit: Self.lineMax)
    lines.feed(octets)
    lines.finish()
    var events: [TimelineEvent] = []
    while let line = lines.next(), events.count < Self.eventsMax {
      guard case .line(let octets) = line, var event = try? TimelineEvent(line: octets) else { continue }
      event.host = host
      event.tool = tool
      events.append(event)
    }
    return events
  }
}
