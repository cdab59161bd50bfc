internal import PacketCodec
internal import SocketKit

/// A row of a ladder in words. Every drawing says these, each in its own way, and nothing else: they are fit to be drawn.
struct LadderLine: Hashable, Sendable {
  /// Where the words stand.
  enum Content: Hashable, Sendable {
    /// On the wire.
    case arrow(Arrow)
    /// In a margin: a call.
    case call(Ladder.Side, String, failed: Bool)
    /// In a margin: a socket's state.
    case state(Ladder.Side, String)
    /// Across the wire, for what is not drawn.
    case fold([String])
  }

  /// A segment.
  struct Arrow: Hashable, Sendable {
    var direction: Direction
    /// Flags and numbers.
    var label: String
    /// What only a SYN has to say: window and options.
    var details: String
    /// What is remarkable, in the order of words.
    var marks: [ConversationStep.Mark]
    /// Whether it gives the connection up.
    var isReset: Bool
  }

  /// Milliseconds from the first row, or from the ladder's origin.
  var time: String
  var content: Content
  /// What it shows.
  var evidence = EvidenceRanges([])
}

extension LadderLine {
  /// What each row of a ladder says.
  static func all(of ladder: Ladder) -> [LadderLine] {
    let start = ladder.origin ?? ladder.rows.first?.monotonicNanoseconds ?? 0
    return ladder.rows.map { row in
      let distance = Milliseconds.distance(from: start, to: row.monotonicNanoseconds)
      return LadderLine(
        time: Milliseconds.text(nanoseconds: distance), content: Content(row.content),
        evidence: EvidenceRanges(row.evidence))
    }
  }
}

extension LadderLine.Content {
  fileprivate init(_ content: Ladder.Content) {
    self =
      switch content {
      case .segment(let step): .arrow(LadderLine.Arrow(step))
      case .call(let side, let call): .call(side, Cells.drawable(call.description), failed: call.hasFailed)
      case .state(let side, let change): .state(side, Self.text(change))
      case .fold(let fold): .fold(fold.phrases)
      }
  }

  private static func text(_ change: StateChange) -> String {
    guard let to = change.to else { return change.from.map { "\($0.name) is gone" } ?? "gone" }
    return change.isInferred ? "\(to.name) inferred" : to.name
  }
}

extension LadderLine.Arrow {
  init(_ step: ConversationStep) {
    direction = step.direction
    label = SegmentLabel.brief(step)
    details = SegmentLabel.details(step)
    marks = step.marks.sorted { $0.rawValue < $1.rawValue }
    isReset = step.has(.reset)
  }

  /// What is remarkable, in capitals.
  var markWords: [String] { marks.map { $0.rawValue.uppercased() } }

  /// All of it.
  var text: String { ([label, details] + markWords).filter { !$0.isEmpty }.joined(separator: " ") }
}
