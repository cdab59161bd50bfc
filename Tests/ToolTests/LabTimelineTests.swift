import SocketKit
import Testing
import ToolKit

@Suite("timeline, given") struct LabTimelineTests {
  private let timeline = BuiltTool("timeline")

  private func times(_ outcome: Outcome) throws -> [Int64] {
    try outcome.outputText.split(separator: "\n").map {
      try #require(try JSONValue.parse(Array($0.utf8))["mono_ns"]?.integer)
    }
  }

  @Test func `a merged timeline, gives it back`() throws {
    let path = try LabRun.shared.file("timeline.ndjson")
    let outcome = try timeline.run([path])
    #expect(outcome.status == 0)
    #expect(try outcome.output == FileDescriptor.contents(of: path, limit: 1 << 20))
  }

  @Test func `events and a capture, lays both on one clock, and ladder draws them`() throws {
    let folder = try TemporaryFolder()
    let merged = try FileDescriptor.contents(of: LabRun.shared.file("timeline.ndjson"), limit: 1 << 20)
    let lines = String(decoding: merged, as: UTF8.self).split(separator: "\n")
    let events = lines.filter { !$0.contains("\"plane\":\"packet\"") }
    let path = try folder.write(events.joined(separator: "\n") + "\n", to: "events.ndjson")
    let outcome = try timeline.run([path, LabRun.shared.file("capture.pcapng")])
    #expect(outcome.status == 0 && outcome.errorText == "")
    let times = try times(outcome)
    #expect(times.count == lines.count)
    #expect(times == times.sorted())
    let drawn = try BuiltTool("ladder").run(["-"], input: outcome.output)
    #expect(drawn.status == 0)
    #expect(drawn.outputText.contains("SYN ACK") && drawn.outputText.contains("● TIME_WAIT"))
  }

  @Test(arguments: ["nonsense", "{\"tool\":\"x\"}", "{", "{}", "\u{7F}", "{\"mono_ns\":12}x"])
  func `a line that is none, names its number and keeps those before`(_ bad: String) throws {
    let merged = try FileDescriptor.contents(of: LabRun.shared.file("timeline.ndjson"), limit: 1 << 20)
    let good = String(decoding: merged, as: UTF8.self).split(separator: "\n").prefix(3)
    let text = good.joined(separator: "\n") + "\n" + bad + "\n"
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "events.ndjson")
    let outcome = try timeline.run([path])
    #expect(outcome.status == 74)
    #expect(outcome.errorText.hasPrefix("timeline: \(path): line 4: "), "\(outcome.errorText)")
    #expect(outcome.outputText == good.joined(separator: "\n") + "\n")
  }

  @Test func `a missing file among others, names it and merges the rest`() throws {
    let path = try LabRun.shared.file("timeline.ndjson")
    let outcome = try timeline.run(["/nonexistent", path])
    #expect(outcome.status == 74)
    #expect(outcome.errorText == "timeline: /nonexistent: No such file or directory\n")
    #expect(try outcome.output == timeline.run([path]).output)
  }

  @Test func `nothing, or standard input twice, refuses it`() throws {
    #expect(try timeline.run([]).status == 64)
    #expect(try timeline.run(["-", "-"]).status == 64)
  }

  @Test(arguments: ["", "/dev/null"]) func `an empty input, says nothing`(_ path: String) throws {
    let outcome = try timeline.run([path.isEmpty ? "-" : path])
    #expect(outcome == Outcome(ending: .exited(0), output: [], error: []))
  }

  @Test func `a reader that has left, ends quietly`() throws {
    let outcome = try timeline.runWithoutReader([try LabRun.shared.file("timeline.ndjson")])
    #expect(outcome.status == 0 && outcome.errorText == "")
  }
}
