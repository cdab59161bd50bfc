/// One run as a page.
struct RunPage {
  private let facts: RunFacts
  private let section: String

  /// - Parameter section: as `RunSection` made it.
  init(_ facts: RunFacts, section: String) {
    self.facts = facts
    self.section = section
  }

  /// HTML, UTF-8.
  var text: String {
    let verdict = facts.holds ? "pass" : "fail"
    let heading = Element(
      "h1", [:],
      content: [
        .element(Element("span", ["class": "badge \(verdict)"], text: facts.verdict)), " \(facts.experiment)",
      ])
    return ReportPage(
      title: "\(facts.experiment): \(facts.verdict)",
      head: [
        Element("div", ["class": "masthead"], [heading, Element("p", ["class": "question"], text: facts.question)])
      ],
      body: [section]
    ).text
  }
}
