import SocketKit
import Testing
import ToolKit

@testable import LabKit

@Suite struct `The report of all runs` {
  /// A folder as runs leave it.
  private struct Runs {
    var path: String
    var page: String { get throws { try ReportIndex(path).page() } }

    func leave(_ name: String, _ holds: [Bool] = [true], facts: String? = nil, section: String? = nil) throws {
      let run = RunFacts(
        holds.map { Expectation("c", found: "f", holds: $0) }, experiment: name, question: "\(name)? <b>")
      try Files.makeFolder("\(path)/\(name)")
      try Files.write(Array((facts ?? "\(run.json)\n").utf8), to: "\(path)/\(name)/run.json")
      try Files.write(Array((section ?? "<p>section of \(name)</p>").utf8), to: "\(path)/\(name)/section.html")
    }
  }

  private func withRuns(_ body: (Runs) throws -> Void) throws {
    try withTemporaryFolder { try body(Runs(path: $0)) }
  }

  private func order(_ page: String) -> [String] {
    page.matches(of: #/<h2>([^<]*)<\/h2>/#).map { String($0.output.1) }
  }

  @Test func `has them as they build on each other, the unknown at the end`() throws {
    try withRuns { runs in
      for name in ["loss", "mine", "echo-control", "port-bomb", "echo"] { try runs.leave(name) }
      #expect(order(try runs.page) == ["echo", "echo-control", "port-bomb", "loss", "mine"])
    }
  }

  @Test func `counts what held and what did not, and opens what did not`() throws {
    try withRuns { runs in
      try runs.leave("echo")
      try runs.leave("loss", [true, false, false])
      let page = try runs.page
      #expect(page.contains("<title>tcplab: 1 of 2 experiments fail</title>"))
      #expect(page.contains("2 experiments, 4 expectations, 2 met."))
      #expect(page.contains(##"<a href="#loss-run">loss</a><span class="question">loss? &lt;b&gt;</span>"##))
      #expect(page.contains("2 of 3 failed"))
      #expect(page.contains(##"<details class="run"><summary><span class="badge pass">PASS</span><h2>echo</h2>"##))
      #expect(page.contains(##"<details class="run" open><summary><span class="badge fail">FAIL</span><h2>loss</h2>"##))
      #expect(page.contains("<p>section of loss</p>"))
    }
  }

  @Test func `names what it cannot show, and passes over what is no run`() throws {
    try withRuns { runs in
      try runs.leave("echo")
      try runs.leave("loss", section: String(repeating: "x", count: 2 * RunSection.octetsMax + 1))
      for (name, text) in [
        ("odd", "{}"), ("ping", "no JSON"), ("words", #"{"experiment":"echo","verdict":"PASS","expectations":[]}"#),
      ] {
        try runs.leave(name, facts: text)
      }
      try Files.makeFolder("\(runs.path)/empty")
      try Files.makeFolder("\(runs.path)/.echo.17")
      let page = try runs.page
      #expect(order(page).first == "echo")
      #expect(
        page.matches(of: #/<li>(\w+): [^<]*(?:no section.html|is no run's)/#).map { String($0.output.1) }.sorted() == [
          "loss", "odd", "ping", "words",
        ])
      #expect(page.ranges(of: "<details class=\"run\"").count == 1)
    }
  }

  @Test func `is written beside the runs, and is none of them`() throws {
    try withRuns { runs in
      try runs.leave("echo")
      let index = ReportIndex(runs.path)
      try index.write()
      try index.write()
      #expect(index.path == "\(runs.path)/report/index.html")
      #expect(try Files.names(in: "\(runs.path)/report") == ["index.html"])
      #expect(try order(runs.page) == ["echo"])
    }
  }

  @Test func `of nothing says that there is nothing`() throws {
    try withRuns { runs in
      let page = try runs.page
      #expect(page.contains("<h1 class=\"pass\">No experiment was run</h1>"))
      #expect(throws: Failure.self) { try ReportIndex("/nonexistent").write() }
    }
  }
}
