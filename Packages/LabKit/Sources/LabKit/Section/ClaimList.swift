/// What was expected of a run and what was found, each claim with what it rests on.
struct ClaimList {
  private let expectations: [Expectation]
  private let name: String
  private let timeline: Timeline
  private let places: [Evidence: String]

  /// - Parameters:
  ///   - name: the experiment's.
  ///   - places: the elements of the page that show evidence.
  init(_ expectations: [Expectation], of name: String, _ timeline: Timeline, places: [Evidence: String]) {
    self.expectations = expectations
    self.name = name
    self.timeline = timeline
    self.places = places
  }

  /// What somebody reads of what was found; run.json has it whole.
  private static let foundMax = 1000

  /// The list. A claim whose evidence is on the page is a link to the first of it; the page's script marks the rest.
  var element: Element {
    let failed = expectations.count { !$0.holds }
    let heading =
      failed == 0
      ? "\(expectations.count) expectations, all hold" : "\(failed) of \(expectations.count) expectations fail"
    return Element(
      "section", ["class": "claims", "aria-labelledby": "\(name)-claims"],
      [
        Element("h3", ["id": "\(name)-claims"], text: heading),
        Element(
          "p", ["class": "hint"], text: "Choose one, and what it rests on is marked. Escape takes the marks away."),
        Element("ol", [:], expectations.enumerated().map { claim($1, $0 + 1) }),
        Element("p", ["class": "marked", "role": "status"]),
      ])
  }

  private func claim(_ expectation: Expectation, _ number: Int) -> Element {
    let verdict = expectation.holds ? "pass" : "fail"
    let words = [
      Element("span", ["class": "badge \(verdict)"], text: verdict.uppercased()),
      Element("span", ["class": "what"], text: expectation.claim),
    ]
    let ranges = EvidenceRanges(expectation.evidence)
    let place = expectation.evidence.lazy.compactMap { places[$0] }.first
    var head = Element(place == nil ? "span" : "a", ["class": "claim-head"], words)
    if let place {
      head.attributes.append(Element.Attribute(name: "href", value: "#\(place)"))
      head.attributes += ranges.attributes
    }
    let found =
      expectation.found.count > Self.foundMax ? expectation.found.prefix(Self.foundMax) + "…" : expectation.found[...]
    var lines = [head, Element("p", ["class": "found"], text: String(found))]
    if !ranges.isEmpty {
      let note = place == nil ? ", not drawn here" : ""
      lines.append(Element("p", ["class": "where"], text: "rests on \(self.words(ranges))\(note)"))
    }
    return Element("li", ["class": "claim \(verdict)", "id": "\(name)-claim-\(number)"], lines)
  }

  /// "frames 1–3, 7; 2 calls; 1 state".
  private func words(_ ranges: EvidenceRanges) -> String {
    var counts: [(plane: String, count: Int)] = []
    for number in ranges.events.joined() where timeline.events.indices.contains(number) {
      let plane = timeline.events[number].happening.plane
      if let known = counts.firstIndex(where: { $0.plane == plane }) {
        counts[known].count += 1
      } else {
        counts.append((plane, 1))
      }
    }
    let frames = ranges.frames
    let one = frames.count == 1 && frames[0].count == 1
    let list =
      frames.count > Self.rangesShown
      ? "\(EvidenceRanges.words(Array(frames.prefix(Self.rangesShown)))) …" : EvidenceRanges.words(frames)
    let first = frames.isEmpty ? [] : ["\(one ? "frame" : "frames") \(list)"]
    return (first + counts.map { "\($0.count) \(Self.noun($0.plane, $0.count))" }).joined(separator: "; ")
  }

  private static let rangesShown = 8

  private static func noun(_ plane: String, _ count: Int) -> String {
    let noun = ["tool": "event", "packet": "frame"][plane] ?? plane
    return count == 1 ? noun : "\(noun)s"
  }
}
