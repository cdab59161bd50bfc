import EventLoop
import SocketKit
import ToolKit

/// One thread's share of the connections, on a loop of its own.
///
/// In the closed loop it has no timer: the leading thread tells it when to begin and to end, so a turn of the loop reads
/// the clock once.
struct Worker: ~Copyable {
  var loop: EventLoop
  var connections: SlotTable<Connection>
  var exchange: Exchange
  var order = Post.Order.open
  /// Connections of this worker's share that were begun, or for `--churn` operations.
  var begun = 0
  /// Connections that are not decided yet.
  var connecting = 0
  /// When the last one came about, CLOCK_MONOTONIC in nanoseconds.
  var entered: Int64?
  /// Connections for `--churn` that failed a moment ago, and leave their place empty for that moment.
  var resting = 0
  /// Those that came about, in the order in which the schedule asks for their messages.
  var roster: [Token] = []
  /// The place in the schedule that comes next.
  var upcoming = 0
  /// When connections may be opened; nil for at once.
  var openings: Schedule?
  /// It was said that all connections are decided.
  var isReady = false
  /// While what is under way comes back: how many operations that are.
  var owed = 0
  /// Nothing is left to do.
  var isOver = false

  /// Which worker it is, 0 ..<
  let number: Int
  /// Connections that are its share.
  let share: Int
  let target: SocketAddress
  let settings: Settings
  let post: Post
  let report: Report

  /// Descriptors and timers that are no connection.
  enum Fixed {
    static let post = Token.fixed(0)
    static let rest = Token.fixed(1)
    static let companion = Token.fixed(2)
  }

  /// What is due at one time is begun in one turn up to here, so that orders and answers do not wait for all of it.
  static let beginningsPerTurn = 1024

  init(
    _ number: Int, _ target: SocketAddress, _ settings: Settings, _ pattern: Pattern, _ post: Post, _ report: Report
  ) throws(Errno) {
    let loop = try EventLoop()
    try loop.poller.add(post.wakeup.descriptor, Fixed.post, .readable)
    self.loop = loop
    self.number = number
    self.target = target
    self.settings = settings
    self.post = post
    self.report = report
    share = (settings.connections + settings.workers - 1 - number) / settings.workers
    connections = SlotTable(limit: share)
    exchange = Exchange(settings, pattern)
    openings = settings.connectRate.map {
      Schedule(from: Timestamp.monotonicNow, rate: $0, worker: number, of: settings.workers)
    }
  }

  /// Works until it is told to end, or until nothing is left to do.
  ///
  /// - Parameter companion: who is given turns on this thread.
  mutating func run(beside companion: inout some Companion & ~Copyable) throws(Errno) {
    try companion.join(loop.poller, Fixed.companion)
    try advance()
    while !isOver {
      let count = try loop.wait(until: nextBeginning)
      for index in 0 ..< count {
        let readiness = loop.poller.event(at: index)
        try handle(readiness)
        if readiness.token == Fixed.companion { try companion.takeTurn() }
      }
      while let payload = loop.expire() { try expire(Token(rawValue: payload)) }
      try advance()
    }
    hand()
  }

  private mutating func handle(_ readiness: Readiness) throws(Errno) {
    let token = readiness.token
    guard connections.contains(token) else {
      if token == Fixed.post { try takeLetter() }
      return
    }
    guard connections[token].isOpen else { return try decide(token) }
    switch settings.mode {
    case .messages, .churn: try talk(token, readiness)
    case .bulk: try stream(token, readiness)
    case .idle: listen(token)
    }
  }

  private mutating func expire(_ token: Token) throws(Errno) {
    if connections.contains(token) { return giveUp(token) }
    if token == Fixed.rest { resting -= 1 }
  }

  /// When something is to be begun that no descriptor tells of; nil when nothing is.
  private var nextBeginning: Int64? {
    switch order {
    case .open: return mayOpen ? openings?.time(of: begun) ?? loop.now : nil
    case .load:
      guard settings.mode == .churn else { return roster.isEmpty ? nil : exchange.schedule?.time(of: upcoming) }
      guard mayBeginVisit else { return nil }
      return max(exchange.schedule?.time(of: begun) ?? loop.now, openings?.time(of: begun) ?? loop.now)
    case .finish, .giveUp, .end: return nil
    }
  }

  /// Begins what is due.
  private mutating func advance() throws(Errno) {
    switch order {
    case .open: try open()
    case .load:
      if settings.mode == .churn { return try beginVisits() }
      keepPace()
      isOver = connections.count == 0
    case .finish: isOver = owed == 0
    case .giveUp, .end: isOver = true
    }
  }
}
