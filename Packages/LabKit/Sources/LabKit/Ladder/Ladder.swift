internal import SocketKit

/// A conversation as a sequence diagram: its client on the left, its server on the right, segments between them, and in
/// the margins what each side's programs asked and what state its socket was found in.
///
/// This is the picture's content; `LadderText`, `LadderSVG` and `LadderMermaid` draw it.
public struct Ladder: Sendable {
  /// One line of the diagram.
  public struct Row: Hashable, Sendable {
    /// CLOCK_MONOTONIC, nanoseconds.
    public var monotonicNanoseconds: Int64
    /// What stands there.
    public var content: Content
    /// Which event of the timeline it is, of a call and of a state.
    var event: Int?
  }

  /// What a line shows.
  public enum Content: Hashable, Sendable {
    /// A segment on the wire.
    case segment(ConversationStep)
    /// A system call in a side's margin.
    case call(Side, CallMade)
    /// A state in a side's margin, found in place of another.
    case state(Side, StateChange)
    /// What stands for many lines.
    case fold(LadderFold)
  }

  /// A margin.
  public enum Side: Hashable, Sendable {
    /// The client's.
    case left
    /// The server's.
    case right
  }

  /// What stands above the left lifeline.
  public var leftTitle: String
  /// What stands above the right lifeline.
  public var rightTitle: String
  /// In the order of time.
  public var rows: [Row]
  /// What its times count from, CLOCK_MONOTONIC, nanoseconds; nil for its first row.
  var origin: Int64?

  /// Whether there is anything in the margins.
  public var hasMargins: Bool {
    rows.contains { row in
      switch row.content {
      case .segment, .fold: false
      case .call, .state: true
      }
    }
  }
}

extension Ladder {
  /// The diagrams of conversations of a timeline, in their order.
  public static func all(of conversations: [Conversation], in timeline: Timeline) -> [Ladder] {
    let margins = LadderMargins(of: timeline)
    return conversations.map { Ladder(of: $0, margins, timeline.events) }
  }

  /// The diagram of one conversation of a timeline.
  public init(of conversation: Conversation, in timeline: Timeline) {
    self.init(of: conversation, LadderMargins(of: timeline), timeline.events)
  }

  private init(of conversation: Conversation, _ margins: LadderMargins, _ events: [TimelineEvent]) {
    var rows = conversation.steps.map { Row(monotonicNanoseconds: $0.monotonicNanoseconds, content: .segment($0)) }
    var hosts: [Side: String] = [:]
    for (side, margin) in [(Side.left, margins.client(of: conversation)), (.right, margins.server(of: conversation))] {
      for (host, calls) in margin.calls {
        hosts[side] = hosts[side] ?? host
        for index in calls {
          guard case .call(let call) = events[index].happening else { continue }
          rows.append(
            Row(monotonicNanoseconds: events[index].monotonicNanoseconds, content: .call(side, call), event: index))
        }
      }
      for index in margin.changes {
        guard case .transition(let change) = events[index].happening else { continue }
        hosts[side] = hosts[side] ?? events[index].host
        rows.append(
          Row(monotonicNanoseconds: events[index].monotonicNanoseconds, content: .state(side, change), event: index))
      }
    }
    leftTitle = Self.title(hosts[.left], conversation.client)
    rightTitle = Self.title(hosts[.right], conversation.server)
    // An accept is noted in two lives, and is one line. What has the same moment stays in the order in which it came.
    var drawn: Set<Row> = []
    self.rows = rows.filter {
      drawn.insert(Row(monotonicNanoseconds: $0.monotonicNanoseconds, content: $0.content)).inserted
    }.sorted {
      ($0.monotonicNanoseconds, $0.rank, $0.event ?? -1) < ($1.monotonicNanoseconds, $1.rank, $1.event ?? -1)
    }
  }

  private static func title(_ host: String?, _ end: SocketAddress) -> String { host.map { "\($0) \(end)" } ?? "\(end)" }
}

extension Ladder.Row {
  /// What in the capture and in the timeline it shows.
  var evidence: [Evidence] {
    switch content {
    case .segment(let step): [.frame(step.packetNumber)]
    case .call, .state: event.map { [.event($0)] } ?? []
    case .fold(let fold): fold.evidence
    }
  }

  /// Who comes first among lines of the same nanosecond, as in `Happening.rank`.
  fileprivate var rank: Int {
    switch content {
    case .call: 0
    case .segment, .fold: 1
    case .state: 2
    }
  }
}
