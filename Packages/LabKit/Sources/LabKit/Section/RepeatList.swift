/// The commands that do a run again, whole and by hand, and the files it left.
struct RepeatList {
  private let facts: RunFacts

  init(_ facts: RunFacts) { self.facts = facts }

  /// What somebody reads of one kind of command; run.json has them all.
  private static let linesMax = 80

  /// A part of the section that is folded away at first.
  var element: Element {
    let endings = Dictionary(facts.endings.map { ($0.tool, $0.ending) }, uniquingKeysWith: { first, _ in first })
    let width = facts.tools.map(\.command.count).filter { $0 < 100 }.max() ?? 0
    let tools = facts.tools.map { tool in
      let command = tool.command
      let note = [tool.label == tool.words.first ? nil : tool.label, endings[tool.label]].compactMap { $0 }
      return "\(command)\(Cells.blank(width - command.count))  # \(note.joined(separator: ": "))"
    }
    return SectionPart(
      "Do it again",
      [
        Self.lines([facts.command]), Element("h4", text: "The network, and what was changed about it"),
        Self.lines(facts.network),
        Element("h4", text: "The tools, as they were started"), Self.lines(tools),
        Element("h4", text: "What the run left"), files,
      ], isOpen: false
    ).element
  }

  private static func lines(_ lines: [String]) -> Element {
    let rest = lines.count - linesMax
    let shown =
      lines.prefix(linesMax).joined(separator: "\n") + (rest > 0 ? "\n… and \(rest) more: run.json has them" : "")
    // Wider than a narrow window: it can be moved by keys, too.
    return Element("pre", ["tabindex": "0"], text: shown)
  }

  private var files: Element {
    let files = [
      ("capture.pcapng", "the wire, each segment with a sentence, for Wireshark"),
      ("timeline.ndjson", "all planes on one clock: what evidence counts"),
      ("ladder.txt", "the diagrams as text"), ("run.json", "the verdicts for programs"),
    ]
    return Element(
      "ul", [:],
      files.map { name, words in
        // From a folder beside the run's as from the run's own.
        let link = Element("a", ["href": "../\(facts.experiment)/\(name)"], text: name)
        return Element("li", [:], content: [.element(link), ": \(words)"])
      })
  }
}
