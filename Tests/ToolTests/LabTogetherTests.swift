import Glibc
import SocketKit
import Testing
import ToolKit

/// Several experiments at once, each in a process of its own.
@Suite("lab run, of several experiments,", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct LabTogetherTests {
  private let machine: PrivateMachine
  private let results: TemporaryFolder
  private let tools: TemporaryFolder

  init() throws {
    machine = try PrivateMachine()
    results = try TemporaryFolder()
    tools = try TemporaryFolder()
  }

  private func words(_ names: String..., options: [String]) -> [String] {
    ["/run/tools/lab", "run", "-o", results.path, "--tools", tools.path] + names + options
  }

  private func put(_ script: String, inPlaceOf tool: String) throws {
    _ = try StandIn.tools(tool, script, in: tools)
  }

  @Test func `tells of them in the order of their names, whoever was first`() throws {
    // Ping takes longer.
    let outcome = try machine.run(words("ping", "echo", options: ["-j", "-J", "2"]))
    #expect(outcome.status == 0 && outcome.errorText == "", "\(outcome.errorText)")
    let events = try outcome.outputText.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
    let named = events.compactMap { $0["experiment"]?.text }
    #expect(named == named.sorted(by: >) && Set(named) == ["ping", "echo"])
    let ends = events.filter { $0["event"]?.text == "run" }.compactMap { $0["time"]?.text }
    #expect(ends.count == 2 && ends[0] > ends[1], "echo was over first: both ran at once")
    #expect(Folder.allNames(in: results.path).filter { $0 != "report" } == ["echo", "ping"])
  }

  @Test func `counts what held, and draws ladders only when told to`() throws {
    for (options, isDrawn) in [([], false), (["--ladders", "always"], true)] as [([String], Bool)] {
      let outcome = try machine.run(words("echo", "nagle", options: options))
      #expect(outcome.status == 0, "\(outcome.outputText)\(outcome.errorText)")
      #expect(outcome.outputText.contains("────▶") == isDrawn)
      let held = outcome.outputText.components("... PASS")
      let last = try #require(outcome.outputText.split(separator: "\n").last)
      #expect(last.hasSuffix("/report/index.html experiments=2 passed=\(held) failed=0 skipped=0"), "\(last)")
    }
  }

  @Test func `repeats them with a stack in user space at the server`() throws {
    let outcome = try machine.run(words("echo", "handshake", options: ["-q", "--stack", "ustack"]))
    #expect(outcome.status == 0, "\(outcome.outputText)\(outcome.errorText)")
    #expect(outcome.outputText.components("... PASS") > 20 && !outcome.outputText.contains("FAIL"))
    let run = try machine.succeed(["cat", "\(results.path)/echo-ustack/run.json"])
    #expect(run.contains("gotcp-tcpserver"), "the server has its own TCP")
  }

  @Test func `refuses what cannot be done in the way asked for`() throws {
    for (words, why) in [
      (["fd-leak", "--stack", "ustack"], "--stack: fd-leak is about the kernel's"),
      (["echo", "--stack", "ustack", "--control"], "--control: not with --stack"),
      (["echo", "--control"], "--control: echo has none"),
    ] {
      let outcome = try BuiltTool("lab").run(["run"] + words)
      #expect(outcome.status == 64 && outcome.errorText.hasPrefix("lab: \(why)\n"), "\(outcome.errorText)")
    }
  }

  @Test func `says what cannot be done here, and does the others`() throws {
    try put("echo 'gotcp-tcpserver: no raw sockets' >&2; exit 77", inPlaceOf: "gotcp-tcpserver")
    let junit = "\(results.path)/verdicts.xml"
    let outcome = try machine.run(words("ping", "echo", options: ["--tap", "--junit", junit]))
    #expect(outcome.status == 0)
    let lines = outcome.outputText.split(separator: "\n")
    #expect(lines.last?.hasSuffix("- ping # SKIP gotcp-tcpserver: no raw sockets") == true, "\(outcome.outputText)")
    #expect(lines.dropFirst(2).allSatisfy { $0.hasPrefix("ok ") } && lines[1] == "1..\(lines.count - 2)")
    #expect(try machine.succeed(["cat", junit]).contains("<skipped message=\"gotcp-tcpserver: no raw sockets\"/>"))
  }

  @Test func `ends with 69 when nothing can be done`() throws {
    try put("exit 77", inPlaceOf: "gotcp-tcpserver")
    let outcome = try machine.run(words("ping", "ping", options: ["-q"]))
    #expect(outcome.status == 69)
    #expect(outcome.errorText == "lab: no experiment could be tried\n")
    #expect(outcome.outputText.hasPrefix("SKIP ping: "))
  }

  @Test func `gives the others their verdict where one has none`() throws {
    try put("echo 'gotcp-tcpserver: out of order' >&2; exit 70", inPlaceOf: "gotcp-tcpserver")
    let outcome = try machine.run(words("ping", "echo", options: ["-q"]))
    #expect(outcome.status == 70)
    #expect(outcome.errorText == "lab: ping: gotcp-tcpserver: out of order\n")
    #expect(outcome.outputText.hasPrefix("EXPECT ") && !outcome.outputText.contains("FAIL"))
  }

  @Test(arguments: [SIGINT, SIGKILL]) func `leaves nothing when it is ended`(_ signal: CInt) throws {
    let before = try machine.traces()
    // It takes a line, and then nothing happens.
    try put("exec /run/tools/echo-client --raw --timeout 60s \"$2\"", inPlaceOf: "echo-client")
    var program = try RunningProgram(machine.words(words("echo", "prefork", options: ["-q"])))
    _ = try machine.process("echo-server")
    let first = try #require(machine.processes().filter { $0.name == "lab" }.map(\.pid).min())
    kill(first, signal)
    let outcome = try program.outcome()
    #expect(signal == SIGKILL ? outcome.ending == .signalled(.kill) : outcome.status == 1, "\(outcome)")
    if signal == SIGINT { #expect(outcome.errorText.hasSuffix("lab: interrupted\n"), "\(outcome.errorText)") }
    #expect(try Patience.wait { try machine.traces() == before })
  }
}
