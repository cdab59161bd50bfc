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
  /// The calls a reader of a connection does not look for; they stay in the timeline.
  static let unremarkableCalls: Set<String> = [
    "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait2", "fcntl", "getpeername", "getsockname", "getsockopt",
    "ioctl", "setsockopt",
  ]

  /// The diagram of one conversation of a timeline.
  public init(of conversation: Conversation, in timeline: Timeline) {
    let events = timeline.events
    var rows = conversation.steps.map { Row(monotonicNanoseconds: $0.monotonicNanoseconds, content: .segment($0)) }
    var hosts: [Side: String] = [:]
    for life in timeline.lives {
      guard let side = Self.side(of: life, conversation) else { continue }
      hosts[side] = hosts[side] ?? life.host
      for index in life.events {
        guard case .call(let call) = events[index].happening, Self.concerns(call, side, conversation) else { continue }
        rows.append(
          Row(monotonicNanoseconds: events[index].monotonicNanoseconds, content: .call(side, call), event: index))
      }
    }
    for (index, event) in events.enumerated() {
      guard case .transition(let change) = event.happening, let side = Self.side(of: change, conversation) else {
        continue
      }
      hosts[side] = hosts[side] ?? event.host
      rows.append(
        Row(monotonicNanoseconds: event.monotonicNanoseconds, content: .state(side, change), event: index))
    }
    leftTitle = Self.title(hosts[.left], conversation.client)
    rightTitle = Self.title(hosts[.right], conversation.server)
    // An accept is noted in two lives, and is one line. What has the same moment stays in the order in which it came.
    var drawn: Set<Row> = []
    self.rows = rows.filter {
      drawn.insert(Row(monotonicNanoseconds: $0.monotonicNanoseconds, content: $0.content)).inserted
    }.sorted {
      ($0.monotonicNanoseconds, $0.rank) < ($1.monotonicNanoseconds, $1.rank)
    }
  }

  private static func title(_ host: String?, _ end: SocketAddress) -> String { host.map { "\($0) \(end)" } ?? "\(end)" }

  private static func side(of life: SocketLife, _ conversation: Conversation) -> Side? {
    if life.remote == conversation.server, life.local == conversation.client { return .left }
    if life.remote == conversation.client, life.local == nil || life.local?.port == conversation.server.port {
      return .right
    }
    let listens = life.remote == nil && life.local?.port == conversation.server.port
    return listens ? .right : nil
  }

  private static func side(of change: StateChange, _ conversation: Conversation) -> Side? {
    if change.local == conversation.client, change.remote == conversation.server { return .left }
    if change.local == conversation.server, change.remote == conversation.client { return .right }
    let listens = change.to == .listen || change.from == .listen
    return listens && change.local.port == conversation.server.port ? .right : nil
  }

  /// Of a listener's accepts, only that which gave this connection.
  private static func concerns(_ call: CallMade, _ side: Side, _ conversation: Conversation) -> Bool {
    guard !unremarkableCalls.contains(call.name) else { return false }
    guard SocketLife.accepts.contains(call.name) else { return true }
    return call.error == nil && call.arguments == "\(conversation.client)"
  }
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
