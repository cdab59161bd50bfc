import SocketKit
import Testing
import ToolKit

/// A whole run on the kernel, with all that has to be true of what it leaves.
@Suite("lab run echo") struct LabTests {
  private static let files = [
    "capture.pcapng", "ladder.txt", "report.html", "run.json", "section.html", "timeline.ndjson",
  ]
  private static let lab = "/run/tools/lab"

  @Test(.enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
  func `holds as root`() throws {
    let machine = try PrivateMachine()
    let folder = try TemporaryFolder()
    let outcome = try machine.run([Self.lab, "run", "echo", "-o", folder.path])
    try check(outcome, folder)
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser, PrivateMachine.needs))
  func `holds as an ordinary user`() throws {
    let machine = try PrivateMachine()
    let folder = try TemporaryFolder()
    let words = [Self.lab, "run", "echo", "-o", folder.path]
    try check(try RunningProgram.run(machine.ordinaryWords(words)), folder)
  }

  @Test(.enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
  func `holds in two runs at once, in folders of their own or in one`() throws {
    let machine = try PrivateMachine()
    let folders = [try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder()]
    for (one, other) in [(folders[0], folders[1]), (folders[2], folders[2]), (folders[2], folders[2])] {
      var first = try RunningProgram(machine.words([Self.lab, "run", "echo", "-o", one.path]))
      var second = try RunningProgram(machine.words([Self.lab, "run", "echo", "-o", other.path]))
      let outcomes = [try first.outcome(), try second.outcome()]
      try check(outcomes[0], one)
      try check(outcomes[1], other)
    }
  }

  @Test(.enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
  func `tells the same verdict in lines, JSON, TAP and JUnit's XML`() throws {
    let machine = try PrivateMachine()
    let folder = try TemporaryFolder()
    let words = [Self.lab, "run", "echo", "-o", folder.path]
    let json = try machine.run(words + ["-j"]).outputText.split(separator: "\n")
    let verdicts = try json.map { try JSONValue.parse(Array($0.utf8)) }
    #expect(verdicts.allSatisfy { $0["verdict"]?.text == "PASS" })
    let claims = verdicts.compactMap { $0["claim"]?.text }
    #expect(!claims.isEmpty)

    let junit = "\(folder.path)/verdicts.xml"
    let tap = try machine.run(words + ["--tap", "--junit", junit]).outputText.split(separator: "\n")
    #expect(tap.starts(with: ["TAP version 14", "1..\(claims.count)"]))
    #expect(tap.dropFirst(2).allSatisfy { $0.hasPrefix("ok ") } && tap.count == claims.count + 2)
    let xml = String(decoding: try FileDescriptor.contents(of: junit, limit: 1 << 20), as: UTF8.self)
    #expect(xml.contains("tests=\"\(claims.count)\" failures=\"0\""))
  }

  /// Exit 0, each expectation told and held, all files there and nothing beside them.
  private func check(_ outcome: Outcome, _ folder: TemporaryFolder) throws {
    #expect(outcome.status == 0 && outcome.errorText == "", "\(outcome.outputText)\(outcome.errorText)")
    let verdicts = outcome.outputText.split(separator: "\n").filter { $0.hasPrefix("EXPECT ") }
    #expect(verdicts.count >= 10 && verdicts.allSatisfy { $0.hasSuffix(" ... PASS") }, "\(verdicts)")
    #expect(Folder.names(in: "\(folder.path)/echo") == Self.files)
    #expect(LabFolder.leftovers(in: folder.path) == [])
    #expect(Folder.allNames(in: "\(folder.path)/report") == ["index.html"])
    try checkTimeline("\(folder.path)/echo/timeline.ndjson")
    try checkCapture("\(folder.path)/echo/capture.pcapng")
  }

  private func checkTimeline(_ path: String) throws {
    let octets = try FileDescriptor.contents(of: path, limit: 16 << 20)
    let events = try octets.split(separator: UInt8(ascii: "\n")).map { try JSONValue.parse(Array($0)) }
    let times = events.compactMap { $0["mono_ns"]?.integer }
    #expect(times.count == events.count && times == times.sorted())
    let planes = Set(events.compactMap { $0["plane"]?.text })
    #expect(planes.isSuperset(of: ["call", "packet", "state", "descriptor"]), "\(planes)")
  }

  /// The two programs that everybody has read it, comments included.
  private func checkCapture(_ path: String) throws {
    let dump = try RunningProgram.run(["tcpdump", "-n", "-r", path])
    #expect(dump.status == 0)
    let lines = dump.outputText.split(separator: "\n").filter { $0.contains("Flags [") }
    #expect(lines.count >= 14)
    let comments = try RunningProgram.run([
      "tshark", "-n", "-r", path, "-Y", "tcp", "-T", "fields", "-e", "frame.comment",
    ])
    #expect(comments.status == 0, "\(comments.errorText)")
    let told = comments.outputText.split(separator: "\n").filter { !$0.isEmpty }
    #expect(told.count >= 3, "\(comments.outputText)")
  }
}
