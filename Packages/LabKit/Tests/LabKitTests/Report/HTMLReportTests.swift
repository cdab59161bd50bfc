import Testing

@testable import LabKit

@Suite struct `A run as a page` {
  private let hostile = "<script>\"&\u{1B}"
  private let escaped = "&lt;script&gt;&quot;&amp;?"

  @Test func `shows its verdict, its claims, its ladders`() {
    let page = HTMLReport(
      RunFacts([Expectation("no reset", found: "none", holds: true)]),
      ladders: [
        Ladder(leftTitle: "one", rightTitle: "two", rows: []), Ladder(leftTitle: "three", rightTitle: "four", rows: []),
      ]
    ).text
    #expect(page.contains("<title>echo: PASS</title>"))
    #expect(page.contains(#"<td class="pass">PASS</td><td>no reset</td><td>none</td>"#))
    #expect(page.ranges(of: "<figure>").count == 2)
    for title in ["one", "two", "three", "four"] { #expect(page.contains(">\(title)</text>")) }
    #expect(page.contains("<tr><th>duration</th><td>2500.000 ms</td></tr>"))
    #expect(!page.contains("FAIL"))
  }

  @Test func `shows what failed`() {
    let page = HTMLReport(RunFacts([Expectation("no reset", found: "two", holds: false)]), ladders: []).text
    #expect(page.contains("<title>echo: FAIL</title>"))
    #expect(page.contains(#"<td class="fail">FAIL</td><td>no reset</td><td>two</td>"#))
  }

  @Test func `takes nothing it shows for markup`() {
    var facts = RunFacts(
      [Expectation(hostile, found: hostile, holds: true)], experiment: hostile, question: hostile)
    facts.hosts = [(hostile, hostile)]
    facts.endings = [(hostile, hostile)]
    facts.kernel = hostile
    facts.congestionControl = hostile
    let page = HTMLReport(facts, ladders: [Ladder(leftTitle: hostile, rightTitle: "", rows: [])]).text
    #expect(!page.contains("<script"))
    #expect(!page.unicodeScalars.contains("\u{1B}"))
    // Twice the name, once the question, claim, found, kernel and control, twice each of host, ending and ladder's title.
    #expect(page.ranges(of: escaped).count == 13)
  }
}
