internal import SocketKit

/// Draws a ladder as text, in columns: time, the client's margin, the wire, the server's margin.
public struct LadderText: Sendable {
  /// Which characters lines are drawn with.
  public enum Style: Hashable, Sendable {
    /// Box-drawing characters.
    case unicode
    /// For terminals and files that have nothing else.
    case ascii
  }

  /// The narrowest drawing: below this, arrows have no room for what they say.
  public static let widthMin = 72
  /// Enough for a SYN ACK with its options and a call on each side.
  public static let widthDefault = 154
  private static let timeWidth = 10
  /// Below this, a margin shows no call to its end.
  private static let marginMin = 20
  /// What the longest label of a segment with data takes.
  private static let wireMin = 40
  /// What a SYN ACK with its options takes.
  private static let wireMax = 56

  private let style: Style
  private let width: Int

  /// - Parameters:
  ///   - style: the characters that lines are drawn with.
  ///   - width: columns, `widthMin` ...; less is taken as `widthMin`.
  public init(style: Style = .unicode, width: Int = widthDefault) {
    self.style = style
    self.width = max(width, Self.widthMin)
  }

  /// The drawing, a line an element, without ends of lines.
  public func lines(_ ladder: Ladder) -> [String] {
    let columns = columns(for: ladder)
    return header(ladder, columns) + LadderLine.all(of: ladder).flatMap { lines($0, columns) }
  }
}

extension LadderText {
  private struct Columns {
    var margin: Int
    var wire: Int
  }

  private func columns(for ladder: Ladder) -> Columns {
    let room = width - Self.timeWidth - 2
    guard ladder.hasMargins else { return Columns(margin: 0, wire: room) }
    let wire = min(Self.wireMax, max(Self.wireMin, room - 2 * Self.marginMin))
    return Columns(margin: max(0, (room - wire) / 2), wire: wire)
  }

  private func header(_ ladder: Ladder, _ columns: Columns) -> [String] {
    let time = Cells.right("ms", Self.timeWidth)
    let room = columns.margin == 0 ? (columns.wire - 1) / 2 : columns.margin
    let leftTitle = Cells.cut(Cells.drawable(ladder.leftTitle), room)
    let rightTitle = Cells.cut(Cells.drawable(ladder.rightTitle), room)
    if columns.margin == 0 {
      let gap = max(2, columns.wire + 2 - Cells.count(leftTitle) - Cells.count(rightTitle))
      return ["\(time) \(leftTitle)\(Cells.blank(gap))\(rightTitle)"]
    }
    let left = " " + Cells.right(leftTitle, columns.margin - 1)
    let wire = Cells.centre("wire", columns.wire + 2)
    return ["\(time)\(left)\(wire)\(rightTitle)"]
  }

  private func lines(_ line: LadderLine, _ columns: Columns) -> [String] {
    switch line.content {
    case .arrow(let arrow): [self.line(line.time, arrow, columns)]
    case .call(.left, let call, _): [self.line(line.time, columns, left: call)]
    case .call(.right, let call, _): [self.line(line.time, columns, right: call)]
    case .state(.left, let state): [self.line(line.time, columns, left: "\(dot) \(state)")]
    case .state(.right, let state): [self.line(line.time, columns, right: "\(dot) \(state)")]
    case .fold(let phrases):
      phrases.enumerated().map { index, phrase in
        self.line(index == 0 ? line.time : "", columns, wire: Cells.centre("\(gap) \(phrase) \(gap)", columns.wire))
      }
    }
  }

  private func line(_ time: String, _ arrow: LadderLine.Arrow, _ columns: Columns) -> String {
    let drawn = self.arrow(arrow, columns.wire)
    return arrow.direction == .toServer
      ? line(time, columns, wire: drawn, rightLine: head(.toServer))
      : line(time, columns, wire: drawn, leftLine: head(.toClient))
  }

  private func line(
    _ time: String, _ columns: Columns, left: String = "", wire: String? = nil, right: String = "",
    leftLine: String? = nil, rightLine: String? = nil
  ) -> String {
    let margin = columns.margin == 0 ? " " : " " + Cells.right(left, columns.margin - 2) + " "
    let tail = right.isEmpty ? "" : " " + Cells.cut(right, max(0, columns.margin - 1))
    return Cells.right(time, Self.timeWidth) + margin + (leftLine ?? bar) + (wire ?? Cells.blank(columns.wire))
      + (rightLine ?? bar) + tail
  }

  private var dot: String { style == .unicode ? "●" : "*" }

  private var gap: String { style == .unicode ? "⋮" : ":" }

  private var bar: String { style == .unicode ? "│" : "|" }

  private func head(_ direction: Direction) -> String {
    switch (style, direction) {
    case (.unicode, .toServer): "▶"
    case (.unicode, .toClient): "◀"
    case (.ascii, .toServer): ">"
    case (.ascii, .toClient): "<"
    }
  }

  private func arrow(_ arrow: LadderLine.Arrow, _ width: Int) -> String {
    let dash = style == .unicode ? "─" : "-"
    let label = Cells.cut(" \(arrow.text) ", width - 2)
    let rest = width - Cells.count(label)
    let before = arrow.direction == .toServer ? 2 : max(2, rest - 2)
    let front = min(before, rest)
    return String(repeating: dash, count: front) + label + String(repeating: dash, count: rest - front)
  }
}
