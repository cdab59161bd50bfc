/// A layer of a graph as SVG. Lines are one path that is stretched across the plot; glyphs are not stretched, and stand at
/// a part of its width each.
struct GraphSVGLayer {
  /// The most glyphs of a layer; more would lie on each other. Every so-manieth is drawn then, and the legend says so.
  static let glyphsMax = 4000

  private let layer: Graph.Layer
  private let scale: GraphScale

  init(_ layer: Graph.Layer, _ scale: GraphScale) {
    self.layer = layer
    self.scale = scale
  }

  /// Every how manieth mark is drawn.
  static func stride(_ layer: Graph.Layer) -> Int { (layer.marks.count - 1) / glyphsMax + 1 }

  /// Lines first, glyphs above them.
  var elements: [Element] {
    let drawn = Swift.stride(from: 0, to: layer.marks.count, by: Self.stride(layer)).map { layer.marks[$0] }
    let path = drawn.compactMap(path).joined()
    let lines = Element(
      "svg",
      [
        "viewBox": "0 0 \(GraphScale.across) \(scale.height * 10)", "preserveAspectRatio": "none", "width": "100%",
        "height": "\(scale.height)", "overflow": "visible",
      ], [Element("path", ["class": Self.name(layer.kind), "d": path])])
    let glyphs = Self.glyph(layer.kind).map { shape in drawn.map { glyph($0, shape) } } ?? []
    return (path.isEmpty ? [] : [lines]) + glyphs
  }

  private func path(_ mark: Graph.Mark) -> String? {
    switch mark {
    case .bar(let x, let from, let to, _):
      return "M\(scale.place(Graph.Point(x: x, y: from)))L\(scale.place(Graph.Point(x: x, y: to)))"
    case .point: return nil
    case .stairs(let points):
      guard let first = points.first else { return nil }
      return points.dropFirst().reduce(into: "M\(scale.place(first))") { path, point in
        let words = scale.place(point).split(separator: " ")
        path += "H\(words[0])V\(words[1])"
      }
    }
  }

  private func glyph(_ mark: Graph.Mark, _ shape: String) -> Element {
    let point = mark.points.last ?? Graph.Point(x: 0, y: 0)
    return Element(
      "svg", ["x": scale.percent(point.x), "y": scale.pixel(point.y), "overflow": "visible"],
      [Element("path", ["class": "glyph \(Self.name(layer.kind))", "d": shape])])
  }

  /// What stands in the legend, 30 pixels wide.
  static func sample(_ kind: Graph.Kind) -> [Element] {
    let hasLine = ![.duplicate, .zeroWindow, .sample].contains(kind)
    let isBar = [.data, .retransmission, .outOfOrder, .control, .selective].contains(kind)
    let line = Element("path", ["class": name(kind), "d": isBar ? "M14 2V16" : "M2 9H28"])
    let shape = glyph(kind).map { shape in
      Element(
        "svg", ["x": "14", "y": isBar ? "4" : "9", "overflow": "visible"],
        [Element("path", ["class": "glyph \(name(kind))", "d": shape])])
    }
    return (hasLine ? [line] : []) + [shape].compactMap { $0 }
  }

  /// A class's name.
  static func name(_ kind: Graph.Kind) -> String { "\(kind)" }

  /// What marks each thing beside its line: a diamond, a ring, a cross, a box, a tick.
  private static func glyph(_ kind: Graph.Kind) -> String? {
    switch kind {
    case .retransmission: "M0 -5L5 0L0 5L-5 0Z"
    case .outOfOrder: "M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0"
    case .control: "M-4 -4L4 4M4 -4L-4 4"
    case .zeroWindow: "M-4 -4H4V4H-4Z"
    case .duplicate: "M0 0V6M-3 6H3"
    case .sample: "M-2 0H2M0 -2V2"
    default: nil
    }
  }
}
