import Glibc
import SocketKit
import Testing

@testable import ToolKit

extension Report {
  fileprivate static func sample(isJSON: Bool = false, _ loudness: Loudness = .normal, isColored: Bool = false)
    -> Report
  {
    Report(tool: "sample", isJSON: isJSON, loudness: loudness, isColored: isColored)
  }
}

@Suite("A report") struct ReportTests {
  private func text(_ octets: [UInt8]?) -> String { String(decoding: octets ?? [], as: UTF8.self) }

  @Test func `writes events to standard output and diagnostics to standard error`() async {
    let result = await #expect(
      processExitsWith: .exitCode(3), observing: [\.standardOutputContent, \.standardErrorContent]
    ) {
      let report = Report.sample()
      report.event("accept", [.integer("octets", 12)])
      report.verbose("step")
      report.diagnose("bind: in\nuse")
      report.toStandardError().event("state")
      exit(3)
    }
    let output = text(result?.standardOutputContent)
    #expect(output.contains("accept octets=12\n"))
    #expect(!output.contains("step") && !output.contains("state"))
    let error = text(result?.standardErrorContent)
    #expect(error.contains("sample: bind: in\\x0ause\nstate\n"))
  }

  @Test func `leaves the answer alone when quiet`() async {
    let result = await #expect(processExitsWith: .exitCode(3), observing: [\.standardOutputContent]) {
      let report = Report.sample(.quiet)
      report.event("event")
      report.verbose("step")
      report.result("answer")
      report.print("drawing")
      exit(3)
    }
    let output = text(result?.standardOutputContent)
    #expect(output.contains("answer\ndrawing\n"))
    #expect(!output.contains("event") && !output.contains("step"))
  }

  @Test func `tells every step when verbose, as JSON when asked`() async throws {
    let result = await #expect(processExitsWith: .exitCode(3), observing: [\.standardOutputContent]) {
      Report.sample(isJSON: true, .verbose).verbose("step", [.flag("last", true)])
      exit(3)
    }
    let line = try #require(text(result?.standardOutputContent).split(separator: "\n").first { $0.contains("step") })
    let value = try JSONValue.parse(Array(line.utf8))
    #expect(value["tool"] == .text("sample") && value["event"] == .text("step") && value["last"] == .bool(true))
  }

  @Test func `does not compute the fields of a step that is not told`() {
    var isComputed = false
    func fields() -> [Field] {
      isComputed = true
      return []
    }
    Report.sample().verbose("step", fields())
    #expect(!isComputed)
  }

  @Test func `paints only where colour is wanted`() {
    #expect(Report.sample().painted("x", .red) == "x")
    #expect(Report.sample(isColored: true).painted("x", .red) == "\u{1B}[31mx\u{1B}[0m")
  }
}

@Suite("Where a report cannot be written") struct UnwritableReportTests {
  @Test func `a reader that left ends the tool with 0 and without a word`() async {
    let result = await #expect(processExitsWith: .exitCode(0), observing: [\.standardErrorContent]) {
      try Captured.closedPipe()
      Report.sample().event("event")
      exit(3)
    }
    // The testing library leaves marks of its own in a stream that is otherwise empty.
    let error = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(!error.contains("sample"))
  }

  @Test func `a full disk ends the tool with 74 and says so`() async {
    let result = await #expect(processExitsWith: .exitCode(74), observing: [\.standardErrorContent]) {
      try Captured.fullDisk()
      Report.sample().event("event")
      exit(3)
    }
    let error = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(error == "sample: standard output: No space left on device\n")
  }

  @Test func `a full nonblocking pipe is waited for`() async {
    await #expect(processExitsWith: .exitCode(3)) {
      let pipe = try Pipe()
      try pipe.writeEnd.setNonblocking(true)
      dup2(pipe.writeEnd.rawValue, 1)
      let total = 1 << 20
      let readEnd = pipe.intoReadEnd().release()
      let drained = Task.detached {
        var (count, buffer) = (0, [UInt8](repeating: 0, count: 4096))
        while count < total { count += max(0, read(readEnd, &buffer, buffer.count)) }
      }
      Report.sample().write([UInt8](repeating: 0x61, count: total))
      await drained.value
      exit(3)
    }
  }
}
