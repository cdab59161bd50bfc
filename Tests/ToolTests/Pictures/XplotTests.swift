import SocketKit
import Testing

/// What tcp-plot writes for xplot, read by our grammar and by xplot itself.
@Suite("For xplot, tcp-plot") struct XplotTests {
  private static let subjects = ["sequence", "throughput", "cwnd", "rtt"]
  private static let programs = ["xplot.org", "Xvfb", "xwininfo"]
  private static let canRun = PrivateMachine.isPossible && programs.allSatisfy { Spawn.search($0) != nil }
  private static let needs: Comment = "needs xplot.org, Xvfb, xwininfo, unshare(1), and root or user namespaces"

  private func text(_ connection: ToldConnection, _ arguments: [String]) throws -> String {
    let folder = try TemporaryFolder()
    let told = try folder.write(ToldConnection.capture([connection]), to: "told.pcapng")
    let outcome = try BuiltTool("tcp-plot").run(["--xpl"] + arguments + [told])
    try #require(outcome.status == 0 && outcome.errorText == "", "\(outcome)")
    return outcome.outputText
  }

  @Test(arguments: subjects, ["to-server", "to-client"])
  func `writes commands with all their numbers, within the connection's time`(
    _ subject: String, _ direction: String
  ) throws {
    for connection in [ToldConnection.eventful, .long] {
      let file = try XplotFile(try text(connection, ["-g", subject, "-d", direction]))
      #expect(Set(file.texts.keys) == ["title", "xlabel", "ylabel"])
      let times = file.marks.flatMap { $0.points.map(\.x) }
      let start = 1_795_000_000_000_000
      #expect(times.allSatisfy { (start ... start + 1000 * connection.segments.count).contains($0) })
      #expect(file.marks.allSatisfy { $0.points.allSatisfy { $0.y >= 0 } })
    }
  }

  @Test func `tells in tcptrace's colours what was sent, sent again, late, and not taken`() throws {
    let file = try XplotFile(try text(.eventful, ["-d", "to-server"]))
    func bars(_ color: String) -> [ClosedRange<Int>] {
      let lines = file.marks.filter { $0.color == color && $0.command == "line" }
      return lines.map { $0.points[0].y ... $0.points[1].y }
    }
    #expect(bars("white") == [1 ... 101, 201 ... 301])
    #expect(bars("red") == [1 ... 101])
    #expect(bars("pink") == [101 ... 201])
    #expect(bars("orange") == [0 ... 1])
    #expect(file.marks.filter { $0.command == "dtick" }.map { $0.points[0].y } == [101])
    #expect(file.marks.filter { $0.command == "box" }.map { $0.points[0].y } == [301])
  }

  @Test(arguments: [
    "dot 1.000000", "dot 1.000000 2 3", "line 1.000000 2 3.000000", "dot 1.0 2", "dot 1.000000 2.5", "dot -1.000000 2",
    "dot 1.000000 2147483648", "dot 1.000000 +2", "dot  1.000000 2", "dash 1.000000 2", "mauve", "go\ngo", "title", "",
  ])
  func `has a judge who finds`(_ fault: String) throws {
    let good = "timeval signed\ntitle\na\nred\ndot 1.000000 2\n"
    #expect(try XplotFile(good + "go\n").marks.count == 1)
    #expect(throws: XplotFile.Fault.self) { try XplotFile("\(good)\(fault)\ngo\n") }
    #expect(throws: XplotFile.Fault.self) { try XplotFile(good) }
  }

  @Test(.enabled(if: canRun, needs)) func `makes xplot open a window and say nothing`() throws {
    let machine = try PrivateMachine()
    // Where X keeps its locks.
    try machine.succeed(["mount", "-t", "tmpfs", "none", "/tmp"])
    let screen = try RunningProgram(machine.words(["Xvfb", "-displayfd", "1", "-nolisten", "tcp"]))
    let isUp = try Patience.wait { try screen.said().contains("\n") }
    try #require(isUp)
    let display = "DISPLAY=:\(try screen.said().prefix { $0 != "\n" })"
    // A window may go while xwininfo asks for it; then it fails, and is asked again.
    func windows() throws -> Int {
      try machine.run(["env", display, "xwininfo", "-root", "-tree"]).outputText.components("\"xplot\"")
    }
    for (number, subject) in Self.subjects.enumerated() {
      let path = "/run/\(subject).xpl"
      let octets = Array(try text(.eventful, ["-g", subject]).utf8)
      try FileDescriptor.open(machine.outside(path), .replace).writeAll(octets.span.bytes)
      let show = "env \(display) xplot.org \(path) > /run/\(subject).said 2>&1 &"
      try machine.succeed(["sh", "-c", show])
      let isShown = try Patience.wait { try windows() == number + 1 }
      let said = try machine.succeed(["cat", "/run/\(subject).said"])
      #expect(isShown && said == "", "\(subject): \(said)")
    }
  }
}
