/// Draws lanes below each other, as wide as its viewer, with the run's clock at the bottom.
struct LanesSVG {
  private let lanes: [Lane]
  private let clock: RunClock
  private let name: String
  private let title: String
  private let pins: EvidenceRanges
  private let tickPlaces: Int

  /// - Parameters:
  ///   - name: what the names in the drawing begin with.
  ///   - title: what it is of.
  ///   - pins: what has to be found in it: events that change a count have a place of their own then.
  ///   - tickPlaces: how many places there are across for ticks; what is closer is one tick.
  init(
    _ lanes: [Lane], on clock: RunClock, as name: String, title: String, pins: EvidenceRanges, tickPlaces: Int = 500
  ) {
    self.lanes = lanes
    self.clock = clock
    self.name = name
    self.title = title
    self.pins = pins
    self.tickPlaces = tickPlaces
  }

  private static let padding = 8
  private static let axisHeight = 22

  /// The drawing.
  var element: Element {
    var y = Self.padding
    var drawn: [Element] = []
    for lane in lanes {
      let drawing = LaneSVG(lane, clock, pins, tickPlaces: tickPlaces)
      drawn.append(drawing.element(y: y))
      y += drawing.height
    }
    let height = y + Self.axisHeight
    let plot = Element(
      "svg", ["x": "1.5%", "y": "0", "width": "97%", "height": "\(height)", "overflow": "visible"], axis(y) + drawn)
    return Element(
      "svg",
      [
        "class": "graph lanes", "id": name, "width": "100%", "height": "\(height)",
        "role": "graphics-document document", "aria-labelledby": "\(name)-title \(name)-desc",
      ],
      [
        Element("title", ["id": "\(name)-title"], text: title),
        Element("desc", ["id": "\(name)-desc"], text: description),
        Element("rect", ["class": "paper", "width": "100%", "height": "100%"]), plot,
      ])
  }

  private var description: String {
    let words = lanes.compactMap { lane in
      let said = LaneSVG(lane, clock, pins, tickPlaces: tickPlaces).description
      return said.isEmpty ? nil : said
    }
    return "\(Decimals.text(clock.milliseconds, places: 3)) ms. \(words.joined(separator: "; "))"
  }

  private func axis(_ bottom: Int) -> [Element] {
    let axis = Axis(over: [0, clock.milliseconds], count: 5)
    return axis.ticks.flatMap { tick in
      let fraction = axis.fraction(tick)
      let x = "\(Decimals.text(fraction * 100, places: 2))%"
      // As in a graph: near an edge, words in the middle of their tick would stand outside a narrow window.
      let anchor = fraction < 0.04 ? "start" : fraction > 0.9 ? "end" : "middle"
      let words = tick == axis.ticks.first ? "\(axis.label(tick)) ms" : axis.label(tick)
      return [
        Element("line", ["class": "grid", "x1": x, "x2": x, "y1": "\(Self.padding)", "y2": "\(bottom + 3)"]),
        Element("text", ["class": "tick", "x": x, "y": "\(bottom + 16)", "text-anchor": anchor], text: words),
      ]
    }
  }
}
