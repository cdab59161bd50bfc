import LabKit
import ToolKit

/// Lines of a timeline: what is read, written, is read and written as the same; and all that is drawn of them ends.
enum TimelineFuzz {
  /// Lines of one input: more would take time and say nothing that these do not.
  private static let linesMax = 64

  static func fault(of octets: [UInt8]) -> String? {
    var events: [TimelineEvent] = []
    for line in octets.split(separator: UInt8(ascii: "\n")).prefix(linesMax) {
      guard let event = try? TimelineEvent(line: Array(line)) else { continue }
      let written = event.line.json
      guard let again = try? TimelineEvent(line: Array(written.utf8)) else { return "not read again: \(written)" }
      guard again.line.json == written else { return "\(written) is written as \(again.line.json)" }
      events.append(event)
    }
    guard !events.isEmpty else { return nil }
    return drawingFault(Timeline(merging: events))
  }

  private static func drawingFault(_ timeline: Timeline) -> String? {
    let conversations = ConversationTable(timeline.events).conversations
    let ladders = conversations.map { Ladder(of: $0, in: timeline) }
    for (number, ladder) in ladders.enumerated() {
      guard !LadderText(style: .ascii, width: 80).lines(ladder).isEmpty else { return "a ladder without a line" }
      _ = LadderText(style: .unicode, width: 120).lines(ladder.folded(beyond: 2))
      _ = LadderEvents(ladder, number: number + 1, of: timeline).lines
    }
    if !ladders.isEmpty {
      let drawings = [LadderSVG(ladders).text, LadderMermaid(ladders).text, LadderPage(ladders, title: "fuzz").text]
      guard drawings.allSatisfy({ !$0.isEmpty }) else { return "an empty drawing" }
    }
    for conversation in conversations {
      let graphs = ConnectionGraphs(conversation, conversation.busierDirection, in: timeline)
      _ = GraphSVG(graphs.all).text
      _ = GraphXplot(graphs.timeSequence, start: graphs.startNanoseconds).text
      _ = GraphGnuplot(graphs.all).text
    }
    return nil
  }
}
