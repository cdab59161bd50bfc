import Glibc
import SocketKit
import Testing

/// Whatever ends a run, nothing of it stays: no process, no interface, no named namespace, no mount, no half result.
@Suite("After lab run", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct LabTracesTests {
  /// A run that was caught in the middle: the server takes a line and says nothing, so everything is up.
  private struct Run: ~Copyable {
    let machine: PrivateMachine
    let results: TemporaryFolder
    private let tools: TemporaryFolder
    let before: Traces
    var program: RunningProgram

    init() throws {
      let machine = try PrivateMachine()
      let (results, tools) = (try TemporaryFolder(), try TemporaryFolder())
      let before = try machine.traces()
      let words = ["/run/tools/lab", "run", "echo", "-o", results.path]
      let program = try RunningProgram(
        machine.words(words + ["--tools", LyingServer.tools("silent", in: tools)]))
      for tool in ["capture", LyingServer.name] { _ = try machine.process(tool) }
      let client = try machine.process("echo-client")
      try #require(Patience.wait { Self.isConnected(client) }, "no connection")
      self.machine = machine
      self.program = program
      (self.results, self.tools, self.before) = (results, tools, before)
    }

    /// Whether a connection of its network is established, state 01. Source: proc_net_tcp(5).
    private static func isConnected(_ process: CInt) -> Bool {
      let table = try? FileDescriptor.contents(of: "/proc/\(process)/net/tcp", limit: 1 << 16)
      return String(decoding: table ?? [], as: UTF8.self).contains(" 01 ")
    }

    /// Sends a signal to one of its processes.
    func send(_ signal: CInt, to tool: String) throws { kill(try machine.process(tool), signal) }

    /// Waits until everything is as it was before the run.
    func expectNoTraces() throws {
      let isClean = try Patience.wait { try machine.traces() == before }
      let after = try machine.traces()
      #expect(isClean && after == before)
    }
  }

  @Test func `that succeeded, nothing is left but the result`() throws {
    let machine = try PrivateMachine()
    let results = try TemporaryFolder()
    let before = try machine.traces()
    try machine.succeed(["/run/tools/lab", "run", "echo", "-q", "-o", results.path])
    #expect(try machine.traces() == before)
    #expect(Folder.allNames(in: results.path) == ["echo", "report"])
  }

  @Test(arguments: [SIGINT, SIGTERM]) func `that somebody interrupted, nothing is left`(_ signal: CInt) throws {
    var run = try Run()
    try run.send(signal, to: "lab")
    let outcome = try run.program.outcome()
    #expect(outcome.status == 1)
    #expect(outcome.errorText == "lab: interrupted: no verdict\n")
    try run.expectNoTraces()
    #expect(Folder.allNames(in: run.results.path) == [])
  }

  @Test func `that was killed, its tools are dead, and the next run removes what it wrote`() throws {
    var run = try Run()
    try run.send(SIGKILL, to: "lab")
    #expect(try run.program.outcome().ending == .signalled(.kill))
    try run.expectNoTraces()
    #expect(LabFolder.leftovers(in: run.results.path).count == 1)
    #expect(Folder.names(in: run.results.path) == [], "half a run where a whole one is looked for")
    try run.machine.succeed(["/run/tools/lab", "run", "echo", "-q", "-o", run.results.path])
    #expect(Folder.allNames(in: run.results.path) == ["echo", "report"])
  }

  @Test func `whose server was killed, the verdict says so and nothing is left`() throws {
    try expectBrokenVerdict(killing: LyingServer.name, named: "echo-server")
  }

  @Test func `whose client was killed, the verdict says so and nothing is left`() throws {
    try expectBrokenVerdict(killing: "echo-client", named: "echo-client")
  }

  private func expectBrokenVerdict(killing process: String, named tool: String) throws {
    var run = try Run()
    try run.send(SIGKILL, to: process)
    let outcome = try run.program.outcome()
    #expect(outcome.status == 1)
    #expect(outcome.outputText.contains("\(tool) killed by SIGKILL"), "\(outcome)")
    try run.expectNoTraces()
    #expect(Folder.allNames(in: run.results.path) == ["echo", "report"])
  }

  @Test func `whose capture was killed, there is no verdict and nothing is left`() throws {
    var run = try Run()
    try run.send(SIGKILL, to: "capture")
    let outcome = try run.program.outcome()
    #expect(outcome.status == 70)
    #expect(outcome.errorText == "lab: capture: killed by SIGKILL\n")
    try run.expectNoTraces()
    #expect(Folder.allNames(in: run.results.path) == [])
  }
}
