/// A run as a part of a page: what was expected and found, what it rests on, the drawings, and how to do it again.
///
/// It is made once, beside the other results of the run; the run's own page and the report of all runs show it as it is.
/// All names in it begin with the experiment's, so that many of them have room on one page.
struct RunSection {
  private let facts: RunFacts
  private let observation: Observation

  init(_ facts: RunFacts, _ observation: Observation) {
    self.facts = facts
    self.observation = observation
  }

  /// The most octets of a section. A report has some thirty of them, and a browser shows 10 MiB of drawings at once.
  static let octetsMax = 320 << 10
  /// Claims, commands, and what is left out.
  private static let framingOctets = 48 << 10

  /// HTML, UTF-8: a `div` with the experiment's name in front of all names.
  var text: String {
    let rests = EvidenceRanges(facts.expectations.flatMap(\.evidence))
    let clock = RunClock(observation.timeline)
    let chosen = observation.conversations(for: rests)
    let drawings = RunDrawings(facts.experiment, observation, clock, rests)
    let lanes = [drawings.states(of: chosen), drawings.counts, drawings.tools, drawings.otherFrames].compactMap(\.self)
    let (connections, omitted) = Self.fit(
      chosen.map { (drawings.ladder($0), drawings.graphs($0)) },
      into: Self.octetsMax - Self.framingOctets - lanes.reduce(0) { $0 + $1.octets })
    let parts = lanes + connections
    let notes = observation.notes(on: chosen) + parts.flatMap(\.notes) + omitted
    // A line of a ladder says more than a place in a lane.
    let places = (connections + lanes).reduce(into: [:]) { $0.merge($1.places) { first, _ in first } }
    let claims = ClaimList(facts.expectations, of: facts.experiment, observation.timeline, places: places)
    return Element(
      "div", ["class": "run-body", "id": "\(facts.experiment)-run"],
      [
        RunFactsList(facts).element,
        Element(
          "div", ["class": "columns"],
          [claims.element, Element("div", ["class": "drawings"], parts.map(\.element) + Self.leftOut(notes))]),
        RepeatList(facts).element,
      ]
    ).html + "\n"
  }

  /// The ladders that have room, and then the graphs, each behind its ladder.
  private static func fit(
    _ connections: [(ladder: SectionPart, graphs: SectionPart?)], into room: Int
  ) -> (parts: [SectionPart], notes: [String]) {
    var room = room
    var omitted: [String] = []
    func isFitting(_ part: SectionPart) -> Bool {
      guard part.octets <= room else {
        omitted.append(part.title)
        return false
      }
      room -= part.octets
      return true
    }
    let ladders = connections.map { isFitting($0.ladder) ? $0.ladder : nil }
    let graphs = connections.map { pair in pair.graphs.flatMap { isFitting($0) ? $0 : nil } }
    let parts = zip(ladders, graphs).flatMap { [$0, $1] }.compactMap(\.self)
    return (parts, omitted.isEmpty ? [] : ["For the page's size: \(omitted.joined(separator: "; "))"])
  }

  private static func leftOut(_ notes: [String]) -> [Element] {
    guard !notes.isEmpty else { return [] }
    return [
      Element(
        "div", ["class": "left-out"],
        [Element("h3", text: "Left out"), Element("ul", [:], notes.map { Element("li", text: $0) })])
    ]
  }
}
