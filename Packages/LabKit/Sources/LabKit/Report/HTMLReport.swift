/// A run as one page that needs no other file: the verdict, the ladders, and what the run was.
public struct HTMLReport: Sendable {
  private let facts: RunFacts
  private let ladders: [Ladder]

  /// - Parameter ladders: one a conversation; drawn as they are.
  public init(_ facts: RunFacts, ladders: [Ladder]) {
    self.facts = facts
    self.ladders = ladders
  }

  /// The page, UTF-8.
  public var text: String { HTMLPage(title: "\(facts.experiment): \(verdict)", body: body).text }

  private var verdict: String { facts.holds ? "PASS" : "FAIL" }

  private var body: String {
    """
    <h1>\(Markup.escaped(facts.experiment)) <span class="\(Self.mark(facts.holds))">\(verdict)</span></h1>
    <p>\(Markup.escaped(facts.question))</p>
    <h2>What was expected, and what was found</h2>
    <table><tr><th></th><th>expected</th><th>found</th></tr>
    \(facts.expectations.map(row).joined(separator: "\n"))
    </table>
    <h2>What happened</h2>
    \(LadderSVG(ladders).markup)
    <h2>The run</h2>
    <table>
    \(run.map { "<tr><th>\(Markup.escaped($0))</th><td>\(Markup.escaped($1))</td></tr>" }.joined(separator: "\n"))
    </table>
    <p>Beside this page: <a href="capture.pcapng">capture.pcapng</a>, <a href="timeline.ndjson">timeline.ndjson</a>,
    <a href="ladder.txt">ladder.txt</a>, <a href="run.json">run.json</a>.</p>
    """
  }

  private var run: [(String, String)] {
    [("duration", "\(Milliseconds.text(nanoseconds: facts.durationNanoseconds)) ms"), ("kernel", facts.kernel)]
      + [("congestion control", facts.congestionControl), ("frames dropped", "\(facts.framesDropped)")]
      + facts.hosts.map { ($0.name, $0.address) } + facts.endings.map { ($0.tool, $0.ending) }
  }

  private func row(_ expectation: Expectation) -> String {
    let verdict = expectation.holds ? "PASS" : "FAIL"
    return "<tr><td class=\"\(Self.mark(expectation.holds))\">\(verdict)</td>"
      + "<td>\(Markup.escaped(expectation.claim))</td><td>\(Markup.escaped(expectation.found))</td></tr>"
  }

  private static func mark(_ holds: Bool) -> String { holds ? "pass" : "fail" }
}
