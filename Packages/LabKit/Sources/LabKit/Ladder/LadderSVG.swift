/// Draws ladders as one SVG: text that is text, lines that a reader tells apart without colour.
///
/// The drawing has no width of its own: its lifelines stand where the viewer's width puts them, and letters keep their
/// size. The margins lie between the lifelines, each beside its own, so that a telephone has room for them.
public struct LadderSVG: Sendable {
  /// Above each ladder.
  private static let headHeight = 44
  /// Below each ladder.
  private static let footHeight = 12

  /// The figures, top to bottom.
  private let figures: [SVGFigure]

  /// - Parameter ladders: in the order of the drawing.
  public init(_ ladders: [Ladder]) {
    figures = ladders.enumerated().map { Self.figure($1, name: "ladder-\($0 + 1)", isMarkable: false) }
  }

  /// A drawing for a page with others.
  ///
  /// - Parameter name: what the names in it begin with. Each row has one, and says what it shows, so that the page can
  ///   point to it and mark it.
  init(_ ladder: Ladder, markableAs name: String) { figures = [Self.figure(ladder, name: name, isMarkable: true)] }

  /// A document of its own, UTF-8.
  public var text: String { SVGFigure.document(figures, style: Self.style) }

  /// The drawings, in a page that has `style` or `pageStyle`.
  var elements: [Element] { figures.map(\.element) }

  /// What stands in a page that has `style`: a figure a ladder.
  var markup: String { figures.map { "<figure>\n\($0.element.xml)\n</figure>" }.joined(separator: "\n") }
}

extension LadderSVG {
  private static func figure(_ ladder: Ladder, name: String, isMarkable: Bool) -> SVGFigure {
    var y = headHeight
    var rows: [Element] = []
    for line in LadderLine.all(of: ladder) {
      let row = LadderSVGRow(line, name: name, isMarkable: isMarkable)
      rows.append(row.element(y: y))
      y += row.height
    }
    y += footHeight
    let lifelines = [lifeline(LadderSVGRow.left, y), lifeline(LadderSVGRow.right, y)]
    let titles = [
      Element(
        "text", ["class": "title left", "x": LadderSVGRow.left, "dx": "10", "y": "16"],
        text: shown(ladder.leftTitle)),
      Element(
        "text", ["class": "title right", "x": LadderSVGRow.right, "dx": "-10", "y": "34"],
        text: shown(ladder.rightTitle)),
    ]
    var figure = Element(
      "svg",
      [
        "class": "ladder", "width": "100%", "height": "\(y)",
        "role": "graphics-document document", "aria-labelledby": "\(name)-title \(name)-desc",
      ],
      [
        Element("title", ["id": "\(name)-title"], text: Cells.drawable(title(ladder))),
        Element("desc", ["id": "\(name)-desc"], text: description(ladder)), markers(name),
        Element("rect", ["class": "paper", "width": "100%", "height": "100%"]),
        Element("text", ["class": "time", "x": "58", "y": "34"], text: "ms"),
      ])
    figure.content += (lifelines + titles + rows).map { .element($0) }
    return SVGFigure(element: figure, height: y)
  }

  /// The description has it whole.
  private static func shown(_ title: String) -> String { Cells.cut(Cells.drawable(title), LadderSVGRow.noteColumns) }

  private static func lifeline(_ x: String, _ end: Int) -> Element {
    Element("line", ["class": "life", "x1": x, "y1": "\(headHeight - 4)", "x2": x, "y2": "\(end)"])
  }

  private static func title(_ ladder: Ladder) -> String {
    "A TCP connection of \(ladder.leftTitle), on the left, with \(ladder.rightTitle), on the right"
  }

  private static func description(_ ladder: Ladder) -> String {
    let arrows = LadderLine.all(of: ladder).compactMap { if case .arrow(let arrow) = $0.content { arrow } else { nil } }
    let marks = ConversationStep.Mark.allCases.compactMap { mark in
      let count = arrows.count { $0.marks.contains(mark) }
      return count == 0 ? nil : "\(mark.rawValue): \(count)"
    }
    return (["Time goes down. Segments drawn: \(arrows.count)"] + marks).joined(separator: "; ")
  }

  /// An arrow's head, and the cross of one that gives the connection up.
  private static func markers(_ name: String) -> Element {
    func marker(_ kind: String, _ path: String, reach: String) -> Element {
      Element(
        "marker",
        [
          "id": "\(name)-\(kind)", "viewBox": "0 0 10 10", "refX": reach, "refY": "5", "markerWidth": "9",
          "markerHeight": "9", "markerUnits": "userSpaceOnUse", "orient": "auto",
        ], [Element("path", ["class": kind, "d": path])])
    }
    return Element(
      "defs", [:], [marker("head", "M0 0L10 5L0 10Z", reach: "10"), marker("cross", "M1 1L9 9M9 1L1 9", reach: "9")])
  }
}
