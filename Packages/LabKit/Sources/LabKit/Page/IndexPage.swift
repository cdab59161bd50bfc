internal import SocketKit
internal import ToolKit

/// All runs as a page: a row an experiment, and a section of each that opens.
struct IndexPage {
  private let runs: [(facts: RunFacts, section: String)]
  private let notes: [String]

  /// - Parameters:
  ///   - runs: in the order of the page, each with its section.
  ///   - notes: what was found and could not be shown.
  init(_ runs: [(facts: RunFacts, section: String)], notes: [String]) {
    self.runs = runs
    self.notes = notes
  }

  /// HTML, UTF-8.
  var text: String {
    ReportPage(title: title, head: [masthead], body: [overview] + runs.map(section) + remarks).text
  }

  private var failed: Int { runs.count { !$0.facts.holds } }

  private var title: String {
    failed == 0
      ? "tcplab: all \(runs.count) experiments hold" : "tcplab: \(failed) of \(runs.count) experiments fail"
  }

  private var masthead: Element {
    let all = runs.map(\.facts)
    let claims = all.reduce(0) { $0 + $1.expectations.count }
    let verdict =
      runs.isEmpty
      ? "No experiment was run" : failed == 0 ? "All hold" : "\(failed) fail\(failed == 1 ? "s" : "")"
    let kernels = Set(all.map(\.kernel)).sorted().joined(separator: ", ")
    let last = all.map(\.started.realtimeNanoseconds).max().map { ", last begun \(Self.second($0))" } ?? ""
    return Element(
      "div", ["class": "masthead"],
      [
        Element("p", ["class": "eyebrow"], text: "tcplab"),
        Element("h1", ["class": failed == 0 ? "pass" : "fail"], text: verdict),
        Element(
          "p", ["class": "question"],
          text:
            "\(runs.count) experiments, \(claims) expectations, \(claims - all.reduce(0) { $0 + $1.failures }) met. "
            + "\(kernels)\(last)"),
      ])
  }

  /// A moment as people read it: "2026-11-22 01:42:40 UTC".
  private static func second(_ nanoseconds: Int64) -> String {
    let text = RFC3339.text(nanoseconds: nanoseconds)
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
  }

  private var overview: String {
    guard !runs.isEmpty else { return "" }
    let head = Element(
      "div", ["class": "row head", "role": "row"],
      ["verdict", "experiment", "time", "seed", "expectations"].map {
        Element("span", ["role": "columnheader", "class": $0], text: $0)
      })
    let table = Element(
      "div", ["class": "overview", "role": "table", "aria-label": "Experiments"],
      [head] + runs.map { Self.row($0.facts) })
    return table.html
  }

  private static func row(_ run: RunFacts) -> Element {
    func cell(_ name: String, _ content: [Element.Content]) -> Element {
      Element("span", ["role": "cell", "class": name], content: content)
    }
    let verdict = run.holds ? "pass" : "fail"
    let link = Element("a", ["href": "#\(run.experiment)-run"], text: run.experiment)
    let question = Element("span", ["class": "question"], text: run.question)
    let count = run.holds ? "\(run.expectations.count)" : "\(run.failures) of \(run.expectations.count) failed"
    let meter = Element(
      "span", ["class": "pips", "aria-hidden": "true"],
      (0 ..< min(pipsMax, run.expectations.count)).map { Element("i", ["class": $0 < run.failures ? "fail" : "pass"]) })
    let seed =
      run.seeds.isEmpty
      ? Element("span", ["class": "none"], text: "none") : Element("span", text: run.seeds.joined(separator: ", "))
    return Element(
      "div", ["class": "row", "role": "row"],
      [
        cell("verdict", [.element(Element("span", ["class": "badge \(verdict)"], text: run.verdict))]),
        cell("experiment", [.element(link), .element(question)]),
        cell("time", [.text("\(Decimals.text(Double(run.durationNanoseconds) / 1e9, places: 1)) s")]),
        cell("seed", [.element(seed)]), cell("expectations", [.element(meter), .text(" \(count)")]),
      ])
  }

  /// As many dots as have room in two lines.
  private static let pipsMax = 60

  /// What failed is open; a link to any other opens it.
  private func section(_ run: RunFacts, _ section: String) -> String {
    let verdict = run.holds ? "pass" : "fail"
    let title = Element(
      "summary", [:],
      [
        Element("span", ["class": "badge \(verdict)"], text: run.verdict), Element("h2", text: run.experiment),
        Element("span", ["class": "question"], text: run.question),
      ])
    return "<details class=\"run\"\(run.holds ? "" : " open")>\(title.html)\n\(section)</details>"
  }

  private var remarks: [String] {
    guard !notes.isEmpty else { return [] }
    return [
      Element(
        "div", ["class": "left-out"],
        [Element("h2", text: "Not shown"), Element("ul", [:], notes.map { Element("li", text: $0) })]
      ).html
    ]
  }
}
