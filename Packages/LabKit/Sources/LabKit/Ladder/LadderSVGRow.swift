/// A line of a ladder as a group of SVG: the time, and what happened on the wire or beside a lifeline.
struct LadderSVGRow {
  /// Where the client's lifeline stands: behind the column of times.
  static let left = "68"
  /// Where the server's stands, whatever the width.
  static let right = "97%"
  /// Between the two: this, and half of `left` to its right.
  private static let middle = "48.5%"
  private static let middleShift = "34"
  /// What there is room for between the lifelines at 380 pixels.
  static let noteColumns = 42

  private let line: LadderLine
  private let name: String
  private let isMarkable: Bool

  /// - Parameters:
  ///   - name: the figure's, in front of the names of its markers.
  ///   - isMarkable: whether it has a name of its own, says what it shows, and has a ground to be marked by.
  init(_ line: LadderLine, name: String, isMarkable: Bool = false) {
    self.line = line
    self.name = name
    self.isMarkable = isMarkable
  }

  /// The name of a row that shows this first.
  static func identifier(_ name: String, _ evidence: EvidenceRanges) -> String? {
    evidence.frames.first.map { "\(name)-f\($0.lowerBound)" }
      ?? evidence.events.first.map { "\(name)-e\($0.lowerBound)" }
  }

  /// What it takes of the drawing's height.
  var height: Int {
    switch line.content {
    case .arrow(let arrow): below(arrow).isEmpty ? 28 : 42
    case .call, .state: 18
    case .fold(let phrases): 12 + 16 * phrases.count
    }
  }

  /// The row.
  func element(y: Int) -> Element {
    let time = Element("text", ["class": "time", "x": "58", "y": "\(y + timeOffset)"], text: Cells.cut(line.time, 9))
    let drawing = Element("g", ["transform": "translate(0 \(y))"], content)
    guard isMarkable, let identifier = Self.identifier(name, line.evidence) else {
      return Element("g", ["class": "row \(kind)"], [time, drawing])
    }
    let bed = Element("rect", ["class": "bed", "y": "\(y)", "width": "100%", "height": "\(height)"])
    var row = Element("g", ["class": "row \(kind)", "id": identifier], [bed, time, drawing])
    row.attributes += line.evidence.attributes
    return row
  }

  private var timeOffset: Int {
    switch line.content {
    case .arrow: 24
    case .call, .state: 13
    case .fold: 18
    }
  }

  private var kind: String {
    switch line.content {
    case .arrow(let arrow):
      (["arrow"] + arrow.marks.map(Self.name) + (arrow.isReset ? ["reset"] : [])).joined(separator: " ")
    case .call(_, _, let failed): failed ? "call failed" : "call"
    case .state: "state"
    case .fold: "fold"
    }
  }

  private static func name(_ mark: ConversationStep.Mark) -> String {
    String(mark.rawValue.map { $0 == " " ? "-" : $0 })
  }

  private var content: [Element] {
    switch line.content {
    case .arrow(let arrow): self.arrow(arrow)
    case .call(let side, let text, _): [note(side, text)]
    case .state(let side, let text): [dot(side), note(side, text)]
    case .fold(let phrases):
      phrases.enumerated().map { index, phrase in
        Element(
          "text", ["class": "label", "x": Self.middle, "dx": Self.middleShift, "y": "\(18 + 16 * index)"],
          text: phrase)
      }
    }
  }

  private func below(_ arrow: LadderLine.Arrow) -> String {
    ([arrow.details] + arrow.markWords).filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func arrow(_ arrow: LadderLine.Arrow) -> [Element] {
    let (from, to) = arrow.direction == .toServer ? (Self.left, Self.right) : (Self.right, Self.left)
    let end = arrow.isReset ? "cross" : "head"
    var parts = [
      Element("text", ["class": "label", "x": Self.middle, "dx": Self.middleShift, "y": "15"], text: arrow.label),
      Element(
        "line",
        ["class": "shaft", "x1": from, "y1": "20", "x2": to, "y2": "20", "marker-end": "url(#\(name)-\(end))"]),
    ]
    let below = below(arrow)
    if !below.isEmpty {
      let isMarked = !arrow.marks.isEmpty
      parts.append(
        Element(
          "text", ["class": isMarked ? "mark" : "detail", "x": Self.middle, "dx": Self.middleShift, "y": "35"],
          text: below))
    }
    return parts
  }

  private func note(_ side: Ladder.Side, _ text: String) -> Element {
    var note = Element(
      "text", ["class": side == .left ? "left" : "right", "x": x(side), "dx": side == .left ? "10" : "-10", "y": "13"])
    // What is cut is whole where a pointer rests, and for who listens.
    let cut = Cells.cut(text, Self.noteColumns)
    if cut != text { note.content.append(.element(Element("title", text: text))) }
    note.content.append(.text(cut))
    return note
  }

  private func x(_ side: Ladder.Side) -> String { side == .left ? Self.left : Self.right }

  private func dot(_ side: Ladder.Side) -> Element {
    Element("circle", ["class": "dot", "cx": x(side), "cy": "9", "r": "4"])
  }
}
