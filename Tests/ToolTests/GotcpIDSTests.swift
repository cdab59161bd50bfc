import Glibc
import PacketCodec
import SocketKit
import Testing
import ToolKit

@Suite("gotcp-ids") struct GotcpIDSTests {
  private static let ids = BuiltTool("gotcp-ids")
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func watch(
    _ octets: [UInt8] = CaptureFile.pcapng.octets(ScanMaker.frames(100)), _ words: [String] = []
  ) throws -> Outcome {
    try Self.ids.run(["-r", "-"] + words, input: octets)
  }

  @Test func `raises one alarm about a scan, and tells what it counted`() throws {
    let outcome = try watch(CaptureFile.pcapng.octets(ScanMaker.frames(100)), ["-q"])
    #expect(outcome.status == 0 && outcome.errorText == "")
    #expect(
      outcome.outputText == """
        alert rule=port-scan source=10.0.0.66 destination=10.0.0.2 detail="15 ports of 10.0.0.2" frame=15
        summary frames=100 octets=5400 flows=100 alerts=1 suppressed=85 unwatched=0 offloaded=0 evicted=0

        """)
  }

  @Test(arguments: CaptureFile.allCases) func `says the same of each form of capture, from a file too`(
    _ form: CaptureFile
  ) throws {
    let octets = form.octets(ScanMaker.frames(40))
    let expected = try watch(CaptureFile.pcapng.octets(ScanMaker.frames(40)), ["-j", "-q", "-c", "39"])
    let file = try folder.write(octets, to: "frames")
    for outcome in [
      try watch(octets, ["-j", "-q", "-c", "39"]), try Self.ids.run(["-r", file, "-q", "-j", "-c", "39"]),
    ] {
      let lines = outcome.outputText.split(separator: "\n"), others = expected.outputText.split(separator: "\n")
      #expect(lines.count == 2 && others.count == 2)
      for (line, other) in zip(lines, others) {
        let own = try JSONValue.parse(Array(line.utf8)), theirs = try JSONValue.parse(Array(other.utf8))
        #expect(own["event"] == theirs["event"] && own["detail"] == theirs["detail"])
        #expect(own["frames"] == theirs["frames"])
      }
    }
  }

  @Test func `has the frame's time in its objects, and keys in their order`() throws {
    let line = try watch(CaptureFile.pcapng.octets(ScanMaker.frames(15)), ["-j", "-q"])
      .outputText.split(separator: "\n")[0]
    #expect(line.hasPrefix(#"{"time":"2023-11-14T22:13:20.015000000Z","mono_ns":"#), "\(line)")
    let rest =
      #","tool":"gotcp-ids","event":"alert","rule":"port-scan","source":"10.0.0.66","destination":"10.0.0.2","#
      + #""detail":"15 ports of 10.0.0.2","frame":15}"#
    #expect(line.hasSuffix(rest), "\(line)")
  }

  @Test(arguments: [
    (["--rule", "port-scan=99"], 1), (["--rule", "port-scan=101"], 0), (["--rule=port-scan=15/2ms"], 0),
    (["--rule", "port-scan=off"], 0), (["--rule", "port-scan=off", "--rule", "port-scan=20/1m"], 1),
  ])
  func `alarms from when on somebody said`(_ words: [String], _ alerts: Int) throws {
    let text = try watch(CaptureFile.pcapng.octets(ScanMaker.frames(100)), words + ["-q"]).outputText
    #expect(text.split(separator: "\n").filter { $0.hasPrefix("alert ") }.count == alerts)
  }

  @Test func `shows the tuple of each packet, UDP's ports too, and the flows at their end`() throws {
    let events = ToldEvent.all(
      in: try watch(CaptureFile.pcapng.octets(ScanMaker.frames(3)), ["--packets"]).outputText)
    #expect(events.map(\.name) == ["packet", "packet", "packet", "flow", "flow", "flow", "summary"])
    #expect(
      events[2].fields
        == ["protocol": "tcp", "source": "10.0.0.66:40000", "destination": "10.0.0.2:3", "octets": "54"])
    #expect(
      events[3].fields == [
        "protocol": "tcp", "source": "10.0.0.66:40000", "destination": "10.0.0.2:1", "end": "open", "packets_out": "1",
        "packets_in": "0", "octets_out": "40", "octets_in": "0", "seconds": "0.000000",
      ])
  }

  @Test func `watches what the filter lets pass`() throws {
    let events = ToldEvent.all(in: try watch(words: ["-f", "tcp dst portrange 1-10", "-q"]).outputText)
    #expect(events.map(\.name) == ["summary"])
    #expect(events[0]["frames"] == "10")
  }

  private func watch(words: [String]) throws -> Outcome {
    try watch(CaptureFile.pcapng.octets(ScanMaker.frames(100)), words)
  }

  @Test func `tells what it saw before the place where a file is cut, and names the place`() throws {
    let octets = Array(CaptureFile.littleMicroseconds.octets(ScanMaker.frames(20)).dropLast(3))
    let outcome = try watch(octets, ["-q"])
    let names = ToldEvent.all(in: outcome.outputText).map(\.name)
    #expect(names == ["alert", "summary"])
    #expect(outcome.status == 74)
    #expect(
      outcome.errorText == "gotcp-ids: standard input: truncated at octet \(octets.count): frame needs 3 octets more\n")
  }

  @Test(arguments: [[], ["-j"], ["--packets"]]) func `ends quietly when its reader has left`(_ words: [String]) throws {
    let file = try folder.write(CaptureFile.pcapng.octets(ScanMaker.frames(100)), to: "frames")
    let outcome = try Self.ids.runWithoutReader(["-r", file] + words)
    #expect(outcome.status == 0 && outcome.errorText == "")
  }

  @Test(arguments: [
    (["--rule", "port"], "--rule 'port': the rule must be one of port-scan, syn-flood, "),
    (
      ["--rule", "port-scan=0"],
      "--rule 'port-scan=0': must be port-scan=COUNT[/DURATION] or port-scan=off, the count 1 ... 256"
    ),
    (["--rule", "port-scan=257"], "--rule 'port-scan=257': must be "),
    (["--rule", "syn-flood=1/0"], "--rule 'syn-flood=1/0': must be "),
    (["--rule", "syn-flood=1/25h"], "--rule 'syn-flood=1/25h': must be "),
    (["--rule", "syn-flood=1/2/3s"], "--rule 'syn-flood=1/2/3s': must be "),
    (["--rule", "malformed"], "--rule 'malformed': must be "),
    (["-f", "what is that"], "filter \"what is that\": "),
    (["-i", "lo"], "one of -i IF and -r FILE is needed, and not both"),
  ])
  func `names what it cannot do`(_ words: [String], _ message: String) throws {
    let outcome = try watch([], words)
    #expect(outcome.status == 64)
    #expect(outcome.errorText.hasPrefix("gotcp-ids: \(message)"), "\(outcome.errorText)")
    #expect(outcome.outputText == "")
  }

  /// A pipe may say nothing for hours.
  @Test(arguments: ["gotcp-ids", "gotcp-dump"]) func `ends at a signal while its input is silent`(_ tool: String) throws
  {
    var process = try EchoProcess(tool, ["-r", "-"])
    let octets = CaptureFile.pcapng.octets(ScanMaker.frames(15))
    #expect(try process.write(octets[...]) == octets.count)
    if tool == "gotcp-dump" { _ = try process.nextLine() } else { try process.next("alert") }
    process.send(.terminate)
    #expect(try process.ending() == .exited(0))
    #expect(try process.errors() == "")
  }
}

@Suite("gotcp-ids, live", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct GotcpIDSLiveTests {
  private let machine: PrivateMachine

  init() throws { machine = try .withLoopback() }

  private func start() throws -> EchoProcess {
    let ids = try machine.start("gotcp-ids", ["-i", "lo"])
    let isCapturing = try Patience.wait { try ids.errors().contains("capturing") }
    try #require(isCapturing)
    return ids
  }

  /// Nobody listens on these, so each is refused.
  @Test func `raises an alarm while somebody goes through the ports, and ends at a signal`() throws {
    var ids = try start()
    try machine.succeed(["bash", "-c", "for port in {1..40}; do (: < /dev/tcp/127.0.0.1/$port) 2> /dev/null; done; :"])
    let alert = try ids.skip(to: "alert")
    #expect(alert["rule"] == "port-scan" && alert["source"] == "127.0.0.1")
    try machine.send(SIGTERM, to: "gotcp-ids")
    #expect(try ids.skip(to: "summary")["alerts"] == "1")
    #expect(try ids.ending() == .exited(0))
  }

  /// Sums are left to the loopback, which makes none: frames that look wrong to who does not know it. The kernel may lose
  /// some of them: its ring has 512 places for the loopback's long frames. That is no reason for an alarm either.
  @Test func `has no alarm while connections come and go, and carry a load`() throws {
    var ids = try start()
    var server = try machine.start("echo-server", ["-l", "127.0.0.1:8080"])
    try server.next("listening")
    try machine.succeed(["/run/tools/port-bomb", "-n", "200", "127.0.0.1:8080"])
    try machine.succeed(["/run/tools/tcp-load", "-c", "20", "-s", "16k", "-t", "500ms", "-q", "127.0.0.1:8080"])
    try machine.send(SIGTERM, to: "gotcp-ids")
    let summary = try ids.skip(to: "summary")
    #expect(summary["alerts"] == "0" && summary["suppressed"] == "0")
    #expect(Int(summary["flows"] ?? "") ?? 0 >= 100)
    #expect(Int(summary["offloaded"] ?? "") ?? 0 > 500)
    try machine.send(SIGTERM, to: "echo-server")
    #expect(try server.ending() == .exited(0))
  }
}
