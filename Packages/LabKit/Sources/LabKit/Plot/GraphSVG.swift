/// Draws graphs as one SVG that fills its viewer's width: axes with round numbers, and a legend by shape.
public struct GraphSVG: Sendable {
  /// Of the plot itself, pixels.
  private static let plotHeight = 300
  /// The title, and below it the words of a tick at the plot's very top.
  private static let headHeight = 40
  private static let legendRow = 18

  private let figures: [SVGFigure]

  /// - Parameter graphs: top to bottom.
  public init(_ graphs: [Graph]) {
    figures = graphs.enumerated().map { Self.figure($1, name: "graph-\($0 + 1)", pins: []) }
  }

  /// A drawing for a page with others.
  ///
  /// - Parameters:
  ///   - name: what the names in it begin with.
  ///   - pins: moments that the page may mark.
  init(_ graph: Graph, markableAs name: String, pins: [GraphPin]) {
    figures = [Self.figure(graph, name: name, pins: pins)]
  }

  /// The drawings, in a page that has `pageStyle`.
  var elements: [Element] { figures.map(\.element) }

  /// A document of its own, UTF-8.
  public var text: String { SVGFigure.document(figures, style: Self.style) }
}

extension GraphSVG {
  private static func figure(_ graph: Graph, name: String, pins: [GraphPin]) -> SVGFigure {
    let points = graph.layers.flatMap { $0.marks.flatMap(\.points) }
    let scale = GraphScale(
      x: Axis(over: points.lazy.map(\.x), count: 5), y: Axis(over: points.lazy.map(\.y), count: 6),
      height: plotHeight)
    let legendTop = headHeight + plotHeight + 44
    let height = legendTop + legendRow * ((graph.layers.count + 1) / 2) + 8
    let plot = Element(
      "svg", ["x": "1.5%", "y": "\(headHeight)", "width": "97%", "height": "\(plotHeight)", "overflow": "visible"],
      axes(scale, graph.unit) + pins.map { pin($0, scale) }
        + graph.layers.flatMap { GraphSVGLayer($0, scale).elements })
    let element = Element(
      "svg",
      [
        "class": "graph", "width": "100%", "height": "\(height)", "role": "graphics-document document",
        "aria-labelledby": "\(name)-title \(name)-desc",
      ],
      [
        Element("title", ["id": "\(name)-title"], text: Cells.drawable(graph.title)),
        Element("desc", ["id": "\(name)-desc"], text: description(graph, scale)),
        Element("rect", ["class": "paper", "width": "100%", "height": "100%"]),
        Element("text", ["class": "title", "x": "1.5%", "y": "18"], text: Cells.drawable(graph.title)), plot,
      ] + legend(graph, top: legendTop))
    return SVGFigure(element: element, height: height)
  }

  private static func pin(_ pin: GraphPin, _ scale: GraphScale) -> Element {
    let x = scale.percent(pin.time)
    var line = Element("line", ["class": "pin", "x1": x, "x2": x, "y1": "0", "y2": "\(plotHeight)"])
    line.attributes += EvidenceRanges([pin.evidence]).attributes
    return line
  }

  private static func description(_ graph: Graph, _ scale: GraphScale) -> String {
    let counts = graph.layers.map { layer in
      let count = layer.marks.reduce(0) { sum, mark in
        if case .stairs(let points) = mark { sum + points.count } else { sum + 1 }
      }
      return "\(layer.kind.rawValue): \(count)"
    }
    return "\(graph.unit) over \(Decimals.text(scale.x.range.upperBound, places: 6)) s; "
      + counts.joined(separator: "; ")
  }

  private static func axes(_ scale: GraphScale, _ unit: String) -> [Element] {
    let rows = scale.y.ticks.flatMap { tick in
      let y = scale.pixel(tick)
      let words = tick == scale.y.ticks.last ? "\(scale.y.label(tick)) \(unit)" : scale.y.label(tick)
      return [
        Element("line", ["class": "grid", "x1": "0", "x2": "100%", "y1": y, "y2": y]),
        Element("text", ["class": "tick", "x": "0", "y": y, "dy": "-3"], text: words),
      ]
    }
    let columns = scale.x.ticks.flatMap { tick in
      let x = scale.percent(tick)
      // Near an edge, words in the middle of their tick would stand outside a narrow window.
      let fraction = scale.x.fraction(tick)
      let anchor = fraction < 0.04 ? "start" : fraction > 0.9 ? "end" : "middle"
      let words = tick == scale.x.ticks.first ? "\(scale.x.label(tick)) s" : scale.x.label(tick)
      return [
        Element("line", ["class": "grid", "x1": x, "x2": x, "y1": "0", "y2": "\(plotHeight + 5)"]),
        Element("text", ["class": "tick", "x": x, "y": "\(plotHeight + 20)", "text-anchor": anchor], text: words),
      ]
    }
    return rows + columns
  }

  private static func legend(_ graph: Graph, top: Int) -> [Element] {
    graph.layers.enumerated().map { index, layer in
      let sample = Element(
        "svg",
        ["x": index % 2 == 0 ? "1.5%" : "50%", "y": "\(top + index / 2 * legendRow)", "width": "45%", "height": "18"],
        GraphSVGLayer.sample(layer.kind)
          + [Element("text", ["x": "36", "y": "13"], text: layer.kind.rawValue + thinning(layer))])
      return sample
    }
  }

  private static func thinning(_ layer: Graph.Layer) -> String {
    let stride = GraphSVGLayer.stride(layer)
    return stride == 1 ? "" : ", 1 of \(stride) drawn"
  }
}
