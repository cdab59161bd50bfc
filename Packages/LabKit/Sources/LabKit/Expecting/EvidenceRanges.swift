/// Evidence in the order of its numbers, each once, what follows on each other put together: as a drawing says of a part
/// of it what it stands for.
struct EvidenceRanges: Hashable, Sendable {
  /// Frames, counted from 1.
  private(set) var frames: [ClosedRange<Int>]
  /// Events of the timeline, counted from 0.
  private(set) var events: [ClosedRange<Int>]

  /// The most ranges of each kind: what rests on more, rests on the whole run, and no page gets larger by it.
  static let rangesMax = 400

  /// Of this evidence.
  init(_ evidence: some Sequence<Evidence>) {
    var (frames, events): (Set<Int>, Set<Int>) = ([], [])
    for one in evidence {
      switch one {
      case .frame(let number): frames.insert(number)
      case .event(let number): events.insert(number)
      }
    }
    self.frames = Self.ranges(frames)
    self.events = Self.ranges(events)
  }

  /// Whether there is none.
  var isEmpty: Bool { frames.isEmpty && events.isEmpty }

  /// Whether this frame is among it.
  func hasFrame(_ number: Int) -> Bool { frames.contains { $0.contains(number) } }

  /// Whether this event of the timeline is among it.
  func hasEvent(_ number: Int) -> Bool { events.contains { $0.contains(number) } }

  /// What the page's script compares: `data-f="1-3,7"` for frames, `data-e="12"` for events.
  var attributes: [Element.Attribute] {
    [("data-f", frames), ("data-e", events)].filter { !$0.1.isEmpty }.map {
      Element.Attribute(name: $0.0, value: Self.text($0.1, dash: "-", comma: ","))
    }
  }

  /// "1–3, 7".
  static func words(_ ranges: [ClosedRange<Int>]) -> String { text(ranges, dash: "–", comma: ", ") }

  private static func text(_ ranges: [ClosedRange<Int>], dash: String, comma: String) -> String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)\(dash)\($0.upperBound)" }
      .joined(separator: comma)
  }

  private static func ranges(_ numbers: Set<Int>) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers.sorted() {
      if let last = ranges.last, number - 1 == last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound ... number
      } else {
        guard ranges.count < rangesMax else { break }
        ranges.append(number ... number)
      }
    }
    return ranges
  }
}
