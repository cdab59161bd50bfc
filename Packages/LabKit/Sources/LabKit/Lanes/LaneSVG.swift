internal import SocketKit

/// A lane as a group of SVG, which fills the width of what it stands in.
struct LaneSVG {
  private let lane: Lane
  private let clock: RunClock
  private let pins: EvidenceRanges
  private let tickPlaces: Double

  /// - Parameter tickPlaces: how many places there are across for ticks; what is closer is one tick.
  init(_ lane: Lane, _ clock: RunClock, _ pins: EvidenceRanges, tickPlaces: Int) {
    self.lane = lane
    self.clock = clock
    self.pins = pins
    self.tickPlaces = Double(tickPlaces)
  }

  /// What a title takes.
  private static let titleHeight = 17
  /// Letters of a title that have room at 380 pixels.
  static let titleColumns = 51
  /// And where there is more.
  private static let roomyColumns = 84
  /// Of a letter, pixels, at the most.
  private static let columnWidth = 7.3
  /// Of the plot, pixels: in a narrow window, and in one with room.
  private static let (narrow, roomy) = (330.0, 640.0)
  /// Places of a path across: finer than that no screen shows.
  private static let placesAcross = 1000.0

  private var body: Int {
    switch lane.content {
    case .states: 20
    case .ticks: 16
    case .steps: 34
    }
  }

  private var top: Int { lane.title.isEmpty || lane.isTitleBelow ? 0 : Self.titleHeight }

  /// What it takes of the drawing's height, with what divides it from the next.
  var height: Int {
    let gap = lane.isTitleBelow ? 10 : 0
    return body + (lane.title.isEmpty ? 0 : Self.titleHeight) + gap
  }

  /// The lane.
  func element(y: Int) -> Element {
    Element(
      "svg", ["y": "\(y)", "width": "100%", "height": "\(height)", "overflow": "visible"], titles + content)
  }

  /// Its words, and where a narrow window has no room for them, as many as there is room for.
  private var titles: [Element] {
    func title(_ kind: String, _ columns: Int) -> Element {
      Element(
        "text", ["class": "lane-title\(kind)", "y": "\(lane.isTitleBelow ? body + 13 : 12)"],
        text: Cells.cut(drawableTitle, columns))
    }
    if lane.title.isEmpty { return [] }
    guard drawableTitle.count > Self.titleColumns else { return [title("", Self.titleColumns)] }
    return [title(" brief", Self.titleColumns), title(" roomy", Self.roomyColumns)]
  }

  private var drawableTitle: String { Cells.drawable(lane.title) }

  /// What it shows, in words.
  var description: String {
    switch lane.content {
    case .states(let spans):
      let states = spans.map { "\($0.state.name) at \(clock.text($0.start)) ms" }
      return states.isEmpty ? drawableTitle : "\(drawableTitle): \(states.joined(separator: ", "))"
    case .ticks(let ticks): return drawableTitle.isEmpty ? "segments between them: \(ticks.count)" : drawableTitle
    case .steps: return drawableTitle
    }
  }

  private var content: [Element] {
    switch lane.content {
    case .states(let spans): spans.map(span)
    case .ticks(let ticks): self.ticks(ticks)
    case .steps(let steps): self.steps(steps)
    }
  }

  // MARK: States

  private func span(_ span: Lane.Span) -> Element {
    let share = clock.fraction(span.end) - clock.fraction(span.start)
    let (x, width) = (clock.percent(span.start), "\(Decimals.text(share * 100, places: 3))%")
    let duration = Milliseconds.text(nanoseconds: Milliseconds.distance(from: span.start, to: span.end))
    let bar = Element(
      "rect", ["x": x, "y": "\(top + 1)", "width": width, "height": "18", "rx": "2"],
      [Element("title", text: "\(span.state.name) for \(duration) ms, from \(clock.text(span.start)) ms on")])
    var parts = [bar]
    let needed = Double(span.state.name.count) * Self.columnWidth + 8
    if share * Self.roomy >= needed {
      let kind = share * Self.narrow >= needed ? "name" : "name roomy"
      parts.append(
        Element("text", ["class": kind, "x": x, "dx": "5", "y": "\(top + 14)"], text: span.state.name))
    }
    var group = Element("g", ["class": "span \(span.state.name)"], parts)
    group.attributes += EvidenceRanges([.event(span.event)]).attributes
    return group
  }

  // MARK: Ticks

  private struct Spot: Hashable {
    var place: Int
    var side: Lane.Tick.Side
    var kind: String
  }

  private func ticks(_ ticks: [Lane.Tick]) -> [Element] {
    var spots: [Spot: [Evidence]] = [:]
    var order: [Spot] = []
    for tick in ticks {
      let place = Int((clock.fraction(tick.moment) * tickPlaces).rounded())
      let spot = Spot(place: place, side: tick.side, kind: tick.kind)
      if spots[spot] == nil { order.append(spot) }
      spots[spot, default: []].append(tick.evidence)
    }
    return order.map { spot in
      let (from, to) = spot.side == .lower ? (8, 15) : spot.side == .upper ? (1, 8) : (2, 14)
      let x = "\(Decimals.text(Double(spot.place) / tickPlaces * 100, places: 1))%"
      var mark = Element(
        "line", ["class": "spot \(spot.kind)", "x1": x, "x2": x, "y1": "\(top + from)", "y2": "\(top + to)"])
      mark.attributes += EvidenceRanges(spots[spot] ?? []).attributes
      return mark
    }
  }

  // MARK: Steps

  private func steps(_ steps: [Lane.Step]) -> [Element] {
    let most = max(1, steps.map(\.count).max() ?? 1)
    func height(_ count: Int) -> Double { 30 - 26 * Double(count) / Double(most) }
    // Stretched across: its own coordinates are thousandths of the width, and tenths of a pixel.
    var path = "M0 \(Decimals.text(height(0) * 10, places: 0))"
    for (place, count) in thinned(steps) {
      path += "H\(place)V\(Decimals.text(height(count) * 10, places: 0))"
    }
    path += "H\(Int(Self.placesAcross))"
    let line = Element(
      "svg",
      [
        "viewBox": "0 0 \(Int(Self.placesAcross)) 340", "preserveAspectRatio": "none", "width": "100%", "height": "34",
        "y": "\(top)", "overflow": "visible",
      ], [Element("path", ["class": "count", "d": path])])
    let spots = steps.filter { pins.hasEvent($0.event) }.map { step in
      var pin = Element(
        "circle",
        [
          "class": "pin", "cx": clock.percent(step.moment),
          "cy": Decimals.text(height(step.count) + Double(top), places: 1), "r": "3.5",
        ])
      pin.attributes += EvidenceRanges([.event(step.event)]).attributes
      return pin
    }
    return [line] + spots
  }

  /// The least and the most of what lies at one place, and the last: so no peak is lost.
  private func thinned(_ steps: [Lane.Step]) -> [(place: Int, count: Int)] {
    var points: [(place: Int, count: Int)] = []
    var here: (place: Int, least: Int, most: Int, last: Int)?
    func close() {
      guard let here else { return }
      let counts = here.least == here.most ? [here.last] : [here.least, here.most, here.last]
      points += counts.map { (here.place, $0) }
    }
    for step in steps {
      let place = Int((clock.fraction(step.moment) * Self.placesAcross).rounded())
      if let known = here, known.place == place {
        here = (place, min(known.least, step.count), max(known.most, step.count), step.count)
      } else {
        close()
        here = (place, step.count, step.count, step.count)
      }
    }
    close()
    return points
  }
}
