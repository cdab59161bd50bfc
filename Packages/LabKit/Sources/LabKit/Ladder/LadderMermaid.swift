/// Draws ladders as one sequence diagram of Mermaid, as Markdown pages show them.
public struct LadderMermaid: Sendable {
  private let ladders: [Ladder]

  /// - Parameter ladders: in the order of the diagram; each has two participants of its own.
  public init(_ ladders: [Ladder]) { self.ladders = ladders }

  /// The diagram's source.
  public var text: String {
    let named = ladders.enumerated().map { ($1, LadderMermaidNames(client: "C\($0 + 1)", server: "S\($0 + 1)")) }
    let participants = named.flatMap { ladder, names in
      [
        "  participant \(names.client) as \(Self.escaped(ladder.leftTitle))",
        "  participant \(names.server) as \(Self.escaped(ladder.rightTitle))",
      ]
    }
    let lines = named.flatMap { ladder, names in
      LadderLine.all(of: ladder).map { "  \(Self.line($0, names))" }
    }
    return (["sequenceDiagram"] + participants + lines).joined(separator: "\n")
  }

  private static func line(_ line: LadderLine, _ names: LadderMermaidNames) -> String {
    switch line.content {
    case .arrow(let arrow):
      let (from, to) =
        arrow.direction == .toServer ? (names.client, names.server) : (names.server, names.client)
      return "\(from)\(head(arrow))\(to): \(escaped(arrow.text))"
    case .call(let side, let text, _): return note(side, text, names)
    case .state(let side, let text): return note(side, "state \(text)", names)
    case .fold(let phrases):
      return "Note over \(names.client),\(names.server): \(phrases.map(escaped).joined(separator: "<br/>"))"
    }
  }

  private static func note(_ side: Ladder.Side, _ text: String, _ names: LadderMermaidNames) -> String {
    side == .left
      ? "Note left of \(names.client): \(escaped(text))" : "Note right of \(names.server): \(escaped(text))"
  }

  /// A cross for what gives up, dots for what is remarkable.
  private static func head(_ arrow: LadderLine.Arrow) -> String {
    if arrow.isReset { return "-x" }
    return arrow.marks.isEmpty ? "->>" : "-->>"
  }

  /// Text as Mermaid takes it for text: what ends a statement, begins a comment, a directive or markup is a number.
  private static func escaped(_ text: String) -> String {
    Cells.drawable(text).map { "#;%<>&\"`\\{}".contains($0) ? "#\($0.unicodeScalars.first!.value);" : "\($0)" }.joined()
  }
}

/// What a connection's ends are called inside a diagram.
private struct LadderMermaidNames {
  var client: String
  var server: String
}
