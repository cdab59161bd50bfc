import Glibc
import SocketKit
import Testing

/// A tool that runs while the test talks to it: its events are read as they come.
struct EchoProcess: ~Copyable {
  private var child: ChildProcess
  private let output: FileDescriptor
  private let error: FileDescriptor
  private var input: FileDescriptor?
  private var text = ""

  /// How long anything may take before it counts as never, in milliseconds: the machine may be busy.
  static let patience: CInt = 20_000

  /// Starts it.
  ///
  /// - Parameters:
  ///   - before: what runs it: a program's name and its arguments, searched in PATH.
  ///   - inputFile: its standard input; nil for a pipe.
  init(_ tool: String, _ arguments: [String], before: [String] = [], inputFile: String? = nil) throws {
    let words = before + [BuiltTool(tool).path] + arguments
    var spawn = Spawn(try #require(Spawn.search(words[0])), Array(words.dropFirst()))
    let outputPipe = try Pipe()
    let inputPipe = try Pipe()
    let file = try FileDescriptor.open(inputFile ?? "/dev/null", .read)
    let error = try TemporaryFile.make()
    spawn.standard = (
      inputFile == nil ? inputPipe.readEnd.rawValue : file.rawValue, outputPipe.writeEnd.rawValue, error.rawValue
    )
    child = try ChildProcess(spawn)
    output = outputPipe.intoReadEnd()
    input = inputPipe.intoWriteEnd()
    self.error = error
  }

  /// A server that listens on a port of its own, and that port.
  static func server(_ arguments: [String] = [], before: [String] = []) throws -> EchoProcess {
    try EchoProcess("echo-server", ["-l", "127.0.0.1:0"] + arguments, before: before)
  }

  /// Waits for the server to listen.
  mutating func port() throws -> UInt16 {
    let fields = try next("listening")
    return try #require(UInt16(fields["port"] ?? ""))
  }

  /// Waits for the next event, which must have this name.
  ///
  /// - Returns: its fields.
  @discardableResult
  mutating func next(_ event: String) throws -> [String: String] {
    let line = try nextLine()
    try #require(line.split(separator: " ").first.map(String.init) == event, "\(line)")
    return Self.fields(line)
  }

  /// Waits for an event of this name, and passes over all before it; however many come, not longer than for any other.
  ///
  /// - Returns: its fields.
  @discardableResult
  mutating func skip(to event: String) throws -> [String: String] {
    let end = Timestamp.monotonicNow + Int64(Self.patience) * 1_000_000
    while true {
      let line = try nextLine()
      try #require(Timestamp.monotonicNow < end, "it says other things than \(event): \(line)")
      if line == event || line.hasPrefix("\(event) ") { return Self.fields(line) }
    }
  }

  private static func fields(_ line: String) -> [String: String] {
    let words = line.split(separator: " ")
    return Dictionary(
      uniqueKeysWithValues: words.dropFirst().map {
        let parts = $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
      })
  }

  /// Waits for the next event, whatever it is.
  ///
  /// - Returns: its name.
  mutating func nextEvent() throws -> String { String(try nextLine().prefix { $0 != " " }) }

  /// Waits for its next line.
  mutating func nextLine() throws -> String {
    while true {
      if let end = text.firstIndex(of: "\n") {
        defer { text = String(text[text.index(after: end)...]) }
        return String(text[..<end])
      }
      let octets = try read()
      try #require(!octets.isEmpty, "it ended: \(text)")
      text += String(decoding: octets, as: UTF8.self)
    }
  }

  /// The next octets of its standard output; empty at their end.
  mutating func read() throws -> [UInt8] {
    var entry = pollfd(fd: output.rawValue, events: Int16(POLLIN), revents: 0)
    try #require(poll(&entry, 1, Self.patience) > 0, "it says nothing")
    var octets = [UInt8](repeating: 0, count: 65536)
    var span = octets.mutableSpan
    var room = span.mutableBytes
    guard case .octets(let count) = try output.read(into: &room) else { return [] }
    return Array(octets[..<count])
  }

  /// Whether its standard output has something now.
  func hasOutput() -> Bool {
    // A line that came with the one before it has been read from there already.
    if text.contains("\n") { return true }
    var entry = pollfd(fd: output.rawValue, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) > 0
  }

  /// Writes to its standard input as much as that takes now.
  mutating func write(_ octets: ArraySlice<UInt8>) throws -> Int {
    try input?.setNonblocking(true)
    return try input?.write(octets.span.bytes) ?? 0
  }

  /// Writes a text that a pipe holds.
  mutating func write(_ text: String) throws { try input?.writeAll(Array(text.utf8).span.bytes) }

  /// Ends its standard input.
  mutating func endInput() { input = nil }

  func send(_ signal: Signal) { child.send(signal) }

  /// What `stats` says, asked again until it says so many are open.
  mutating func stats(open: Int) throws -> [String: String] {
    let end = Timestamp.monotonicNow + Int64(Self.patience) * 1_000_000
    while true {
      child.send(.user1)
      let fields = try next("stats")
      if fields["open"] == "\(open)" { return fields }
      try #require(Timestamp.monotonicNow < end, "\(fields)")
    }
  }

  /// Waits for its end.
  mutating func ending() throws -> ChildProcess.Ending {
    var entry = pollfd(fd: child.descriptor.rawValue, events: Int16(POLLIN), revents: 0)
    try #require(poll(&entry, 1, Self.patience) > 0, "it does not end")
    return child.wait()
  }

  /// All of its standard error so far.
  func errors() throws -> String { String(decoding: try TemporaryFile.contents(of: error), as: UTF8.self) }

  var pid: CInt { child.pid }

  // MARK: - As /proc sees it

  /// Processor time used, milliseconds.
  func processorMilliseconds() throws -> Int {
    let line = try contents("stat")
    // The name may hold blanks; what follows its parenthesis may not.
    let fields = line[(try #require(line.lastIndex(of: ")")))...].split(separator: " ")
    let ticks = try #require(Int(fields[12])) + #require(Int(fields[13]))
    return ticks * 1000 / sysconf(Int32(_SC_CLK_TCK))
  }

  /// The same to the nanosecond, of all threads that it has now. Source: Documentation/scheduler/sched-stats of Linux.
  func processorNanoseconds() throws -> Int {
    try Folder.names(in: "/proc/\(child.pid)/task").reduce(0) { sum, thread in
      sum + (try #require(Int(try contents("task/\(thread)/schedstat").prefix { $0 != " " })))
    }
  }

  /// Descriptors it has open.
  func descriptorCount() -> Int { Folder.names(in: "/proc/\(child.pid)/fd").count }

  /// Threads that it has now.
  func threadCount() -> Int { Folder.names(in: "/proc/\(child.pid)/task").count }

  /// Memory that is really there, octets.
  func residentOctets() throws -> Int {
    let fields = try contents("statm").split(separator: " ")
    return try #require(Int(fields[1])) * Int(getpagesize())
  }

  private func contents(_ file: String) throws -> String {
    String(decoding: try FileDescriptor.contents(of: "/proc/\(child.pid)/\(file)", limit: 4096), as: UTF8.self)
  }
}
