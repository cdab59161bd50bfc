/// A run as one page that needs no other file: the verdict, the ladders, and what the run was.
public struct HTMLReport: Sendable {
  private let facts: RunFacts
  private let ladders: [[String]]

  /// - Parameter ladders: a drawing a conversation, as `LadderText` gives it.
  public init(_ facts: RunFacts, ladders: [[String]]) {
    self.facts = facts
    self.ladders = ladders
  }

  /// The page, UTF-8.
  public var text: String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>\(Markup.escaped(facts.experiment)): \(facts.holds ? "PASS" : "FAIL")</title>
    <style>\(Self.style)</style></head><body><main>
    <h1>\(Markup.escaped(facts.experiment)) <span class="\(Self.mark(facts.holds))">\(facts.holds ? "PASS" : "FAIL")</span></h1>
    <p>\(Markup.escaped(facts.question))</p>
    <h2>What was expected, and what was found</h2>
    <table><tr><th></th><th>expected</th><th>found</th></tr>
    \(facts.expectations.map(row).joined(separator: "\n"))
    </table>
    <h2>What happened</h2>
    \(ladders.map { "<pre>\(Markup.escaped($0.joined(separator: "\n")))</pre>" }.joined(separator: "\n"))
    <h2>The run</h2>
    <table>
    \(run.map { "<tr><th>\(Markup.escaped($0))</th><td>\(Markup.escaped($1))</td></tr>" }.joined(separator: "\n"))
    </table>
    <p>Beside this page: <a href="capture.pcapng">capture.pcapng</a>, <a href="timeline.ndjson">timeline.ndjson</a>,
    <a href="ladder.txt">ladder.txt</a>, <a href="run.json">run.json</a>.</p>
    </main></body></html>

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

  private static let style = """
    :root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fdfdfb;--line:#c9c9c4;--pass:#1b7f3b;--fail:#b3261e}
    @media(prefers-color-scheme:dark){:root{--ink:#e6e6e3;--paper:#161616;--line:#444;--pass:#6fce8c;--fail:#ff8a80}}
    body{background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif;margin:0}
    main{max-width:90rem;margin:auto;padding:1.5rem} h1{font-size:1.6rem} h2{font-size:1.15rem;margin-top:2rem}
    table{border-collapse:collapse} td,th{border-bottom:1px solid var(--line);padding:.3rem .8rem;text-align:left}
    pre{overflow-x:auto;border:1px solid var(--line);padding:1rem;line-height:1.25}
    .pass{color:var(--pass);font-weight:600} .fail{color:var(--fail);font-weight:600}
    """
}
