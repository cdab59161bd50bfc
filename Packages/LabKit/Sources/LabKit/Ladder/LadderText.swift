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

  /// - Parameter width: columns, `widthMin` ...; less is taken as `widthMin`.
  public init(style: Style = .unicode, width: Int = widthDefault) {
    self.style = style
    self.width = max(width, Self.widthMin)
  }

  /// The drawing, a line an element, without ends of lines.
  public func lines(_ ladder: Ladder) -> [String] {
    let columns = columns(for: ladder)
    let start = ladder.rows.first?.monotonicNanoseconds ?? 0
    return header(ladder, columns)
      + ladder.rows.map { row in
        let time = Milliseconds.distance(from: start, to: row.monotonicNanoseconds)
        return line(row, columns, time: Milliseconds.text(nanoseconds: time))
      }
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

  private func line(_ row: Ladder.Row, _ columns: Columns, time: String) -> String {
    var (left, right) = ("", "")
    var wire = Cells.blank(columns.wire)
    var (leftLine, rightLine) = (bar, bar)
    switch row.content {
    case .segment(let step):
      wire = arrow(step, columns.wire)
      if step.direction == .toServer { rightLine = head(.toServer) } else { leftLine = head(.toClient) }
    case .call(.left, let call): left = Cells.drawable(call.description)
    case .call(.right, let call): right = Cells.drawable(call.description)
    case .state(.left, let state): left = stateText(state)
    case .state(.right, let state): right = stateText(state)
    }
    let margin = columns.margin == 0 ? " " : " " + Cells.right(left, columns.margin - 2) + " "
    let tail = right.isEmpty ? "" : " " + Cells.cut(right, max(0, columns.margin - 1))
    return Cells.right(time, Self.timeWidth) + margin + leftLine + wire + rightLine + tail
  }

  private func stateText(_ change: StateChange) -> String {
    let mark = style == .unicode ? "●" : "*"
    let gone = change.from.map { "\($0.name) is gone" } ?? "gone"
    return "\(mark) \(change.to?.name ?? gone)"
  }

  private var bar: String { style == .unicode ? "│" : "|" }

  private func head(_ direction: Direction) -> String {
    switch (style, direction) {
    case (.unicode, .toServer): "▶"
    case (.unicode, .toClient): "◀"
    case (.ascii, .toServer): ">"
    case (.ascii, .toClient): "<"
    }
  }

  private func arrow(_ step: ConversationStep, _ width: Int) -> String {
    let dash = style == .unicode ? "─" : "-"
    let label = Cells.cut(" \(SegmentLabel.text(step)) ", width - 2)
    let rest = width - Cells.count(label)
    let before = step.direction == .toServer ? 2 : max(2, rest - 2)
    let front = min(before, rest)
    return String(repeating: dash, count: front) + label + String(repeating: dash, count: rest - front)
  }
}
