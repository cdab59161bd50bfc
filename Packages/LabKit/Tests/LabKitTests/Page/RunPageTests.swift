import Testing

@testable import LabKit

@Suite struct `A run as a page` {
  private func page(_ holds: Bool) -> String {
    RunPage(RunFacts([Expectation("x", found: "y", holds: holds)]), section: "<p>here</p>").text
  }

  @Test func `shows its verdict and its section`() {
    #expect(page(true).contains("<title>echo: PASS</title>"))
    #expect(page(true).contains(#"<h1><span class="badge pass">PASS</span> echo</h1>"#))
    #expect(page(true).contains("\n<p>here</p>\n</main>"))
    #expect(page(false).contains("<title>echo: FAIL</title>"))
    #expect(page(false).contains(#"<h1><span class="badge fail">FAIL</span> echo</h1>"#))
  }

  @Test func `lets no script run but its own`() {
    let text = page(true)
    #expect(text.contains("default-src 'none'") && text.contains("script-src '\(ReportScript.digest)'"))
    #expect(text.ranges(of: "<script>").count == 1)
  }

  @Test func `takes no name for markup`() {
    let facts = RunFacts([], experiment: "<script>", question: "<script>")
    let text = RunPage(facts, section: "").text
    #expect(text.ranges(of: "<script>").count == 1)
  }
}
