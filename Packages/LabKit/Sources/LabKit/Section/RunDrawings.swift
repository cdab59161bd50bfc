internal import SocketKit

/// The drawings of a section.
struct RunDrawings {
  private let name: String
  private let observation: Observation
  private let clock: RunClock
  private let rests: EvidenceRanges

  /// - Parameters:
  ///   - name: the experiment's, in front of all names.
  ///   - rests: what the run's verdicts rest on.
  init(_ name: String, _ observation: Observation, _ clock: RunClock, _ rests: EvidenceRanges) {
    self.name = name
    self.observation = observation
    self.clock = clock
    self.rests = rests
  }

  /// As many lines of a ladder as somebody reads; evidence beyond them is in the files.
  private static let rowsMax = 160
  /// Lanes of tools beyond these say nothing that the first do not.
  private static let toolLanesMax = 24
  /// A state that fewer were in at once has lanes of its own.
  private static let countLeast = 3
  /// More segments than that need a drawing of their own.
  private static let graphSegments = 20 ... 2000
  /// Frames of a table.
  private static let framesMax = 80

  /// The states of both ends of these connections, with the wire between.
  func states(of chosen: [Int]) -> SectionPart? {
    let lanes = chosen.flatMap { observation.lanes(of: observation.conversations[$0]) }
    guard !lanes.isEmpty else { return nil }
    let drawing = drawing(
      lanes, "states", "The states of the connections' ends over time, with the segments between them")
    var states: [String] = []
    for case .states(let spans) in lanes.map(\.content) {
      for span in spans where !states.contains(span.state.name) { states.append(span.state.name) }
    }
    return SectionPart(
      "States over time", [SectionPart.figure(drawing), Self.legend(states)], isOpen: true,
      places: Self.places(lanes, "\(name)-states"))
  }

  /// Lanes, with ticks as fine as there is room for.
  private func drawing(_ lanes: [Lane], _ kind: String, _ title: String) -> Element {
    func element(_ places: Int) -> Element {
      LanesSVG(lanes, on: clock, as: "\(name)-\(kind)", title: title, pins: rests, tickPlaces: places).element
    }
    return Self.tickPlaces.lazy.map(element).first { $0.html.utf8.count <= Self.lanesOctetsMax } ?? element(10)
  }

  /// Across a narrow window there are 360 pixels; the fewest still say when there was something and when nothing.
  private static let tickPlaces = [500, 200, 50]
  /// Of one drawing; a section has three such.
  private static let lanesOctetsMax = 64 << 10

  private static func legend(_ states: [String]) -> Element {
    let samples = states.map { state in
      let bar = Element("rect", ["x": "1", "y": "1", "width": "22", "height": "12", "rx": "2"])
      let sample = Element(
        "svg", ["class": "lanes", "width": "24", "height": "14", "aria-hidden": "true"],
        [Element("g", ["class": "span \(state)"], [bar])])
      return Element("li", [:], content: [.element(sample), " \(state)"])
    }
    return Element("ul", ["class": "legend"], samples)
  }

  /// How many sockets were in which state, where there are too many to be drawn one by one.
  var counts: SectionPart? {
    guard observation.conversations.count > Observation.laddersMax else { return nil }
    let lanes = observation.countLanes(atLeast: Self.countLeast)
    guard !lanes.isEmpty else { return nil }
    let drawing = drawing(lanes, "counts", "Sockets in each state over time")
    return SectionPart(
      "Sockets by state", [SectionPart.figure(drawing)], isOpen: true,
      places: Self.places(lanes, "\(name)-counts"))
  }

  /// What the tools held and told.
  var tools: SectionPart? {
    let all = observation.toolLanes
    let lanes = Array(all.prefix(Self.toolLanesMax))
    guard !lanes.isEmpty else { return nil }
    let drawing = drawing(lanes, "tools", "Descriptors of each tool over time, and when it told something")
    let rest = all.dropFirst(lanes.count).count { !$0.title.isEmpty }
    return SectionPart(
      "Descriptors, and what the tools told", [SectionPart.figure(drawing)], isOpen: true,
      places: Self.places(lanes, "\(name)-tools"),
      notes: rest > 0 ? ["Descriptors and events of \(rest) further tools: timeline.ndjson has them"] : [])
  }

  private static func places(_ lanes: [Lane], _ name: String) -> [Evidence: String] {
    var places: [Evidence: String] = [:]
    for lane in lanes {
      switch lane.content {
      case .states(let spans): for span in spans { places[.event(span.event)] = name }
      case .ticks(let ticks): for tick in ticks { places[tick.evidence] = name }
      case .steps(let steps): for step in steps { places[.event(step.event)] = name }
      }
    }
    return places
  }

  /// One connection, line by line.
  func ladder(_ place: Int) -> SectionPart {
    let conversation = observation.conversations[place]
    var ladder = Ladder(of: conversation, in: observation.timeline).folded()
    ladder.origin = clock.start
    let rest = ladder.rows.count - Self.rowsMax
    ladder.rows = Array(ladder.rows.prefix(Self.rowsMax))
    let own = "\(name)-c\(place + 1)"
    var places: [Evidence: String] = [:]
    for row in ladder.rows {
      guard let identifier = LadderSVGRow.identifier(own, EvidenceRanges(row.evidence)) else { continue }
      for evidence in row.evidence { places[evidence] = identifier }
    }
    let title = "Connection \(place + 1): \(conversation.client) to \(conversation.server)"
    return SectionPart(
      title, LadderSVG(ladder, markableAs: own).elements.map(SectionPart.figure), isOpen: place < 2, places: places,
      notes: rest > 0 ? ["\(rest) lines of connection \(place + 1): ladder.txt or timeline.ndjson has them"] : [])
  }

  /// What a bulk transfer looks like.
  func graphs(_ place: Int) -> SectionPart? {
    let conversation = observation.conversations[place]
    let direction = conversation.busierDirection
    let segments = conversation.steps(direction).count { $0.segment.payloadCount > 0 }
    guard Self.graphSegments.contains(segments) else { return nil }
    let graphs = ConnectionGraphs(conversation, direction, in: observation.timeline)
    let drawings = [graphs.timeSequence, graphs.flight].enumerated().map { number, graph in
      GraphSVG(graph, markableAs: "\(name)-g\(place + 1)-\(number + 1)", pins: pins(conversation)).elements
    }
    return SectionPart(
      "Connection \(place + 1) as graphs", drawings.flatMap(\.self).map(SectionPart.figure), isOpen: place < 2)
  }

  /// Where in a graph's time the frames stand that verdicts rest on.
  private func pins(_ conversation: Conversation) -> [GraphPin] {
    let start = conversation.steps.first?.monotonicNanoseconds ?? 0
    return conversation.steps.filter { rests.hasFrame($0.packetNumber) }.map { step in
      GraphPin(
        time: Double(Milliseconds.distance(from: start, to: step.monotonicNanoseconds)) / 1e9,
        evidence: .frame(step.packetNumber))
    }
  }

  /// The frames that are no segments, line by line.
  var otherFrames: SectionPart? {
    var rows: [(Int64, PacketSeen)] = []
    for event in observation.timeline.events {
      if case .packet(let packet) = event.happening, packet.segment == nil {
        rows.append((event.monotonicNanoseconds, packet))
      }
    }
    guard rows.contains(where: { rests.hasFrame($0.1.number) }) || observation.conversations.isEmpty else { return nil }
    guard !rows.isEmpty else { return nil }
    let shown = rows.prefix(Self.framesMax)
    var places: [Evidence: String] = [:]
    let lines = shown.map { moment, packet in
      let identifier = "\(name)-f\(packet.number)"
      places[.frame(packet.number)] = identifier
      return Element(
        "tr", ["class": "frame", "id": identifier, "data-f": "\(packet.number)"],
        [
          Element("td", text: "\(packet.number)"), Element("td", text: clock.text(moment)),
          Element("td", text: Cells.drawable(packet.text)),
        ])
    }
    let head = Element("tr", [:], ["frame", "ms", "what it says"].map { Element("th", ["scope": "col"], text: $0) })
    let rest = rows.count - shown.count
    return SectionPart(
      "Frames beside TCP",
      [Element("table", ["class": "frames"], [Element("thead", [:], [head]), Element("tbody", [:], lines)])],
      isOpen: true, places: places,
      notes: rest > 0 ? ["\(rest) frames beside TCP: gotcp-dump -r capture.pcapng shows them"] : [])
  }
}
