import EventLoop
import Observe
import SocketKit
import ToolKit

/// The leading thread: it starts the workers, tells them when to begin and to end, and adds up what they count.
struct Load: ~Copyable {
  var loop: EventLoop
  var order = Post.Order.open
  /// What was counted before the present interval.
  var total: Tally
  /// What was counted in it, as far as the workers have said so.
  var interval: Tally
  /// Who was asked and has not answered; nil when nobody was.
  var silent: Set<Int>?
  /// The workers that are ready, and those that are over.
  var ready: Set<Int> = []
  var over: Set<Int> = []
  /// Connections that each worker holds, as it said last.
  var open: [Int]
  var failure: Errno?
  /// The load's time, CLOCK_MONOTONIC in nanoseconds.
  var span: (start: Int64, end: Int64)
  /// The interval's.
  var asked: (before: Int64, now: Int64) = (0, 0)
  /// When the load began, or with `--idle` the holding.
  var began: Int64 = 0
  var server: ServerTime?
  let posts: [Post]
  let bell: Bell
  /// Rings for the next timer, where the loop itself does not wait.
  let alarm: Alarm
  let signals: SignalDescriptor
  let settings: Settings
  let report: Report

  /// Why a turn is taken: a descriptor, or a timer.
  enum Cause {
    static let signals = Token.fixed(0)
    static let bell = Token.fixed(1)
    static let second = Token.fixed(2)
    static let end = Token.fixed(3)
    static let grace = Token.fixed(4)
    static let alarm = Token.fixed(5)
  }

  /// An interval; the last one is left out when it is shorter than a tenth of that.
  static let interval: Int64 = 1_000_000_000

  init(
    _ settings: Settings, _ report: Report, _ signals: consuming SignalDescriptor, _ server: ServerTime?
  ) throws(Errno) {
    let loop = try EventLoop()
    let bell = try Bell()
    let alarm = try Alarm()
    try loop.poller.add(alarm.descriptor, Cause.alarm, .readable)
    try loop.poller.add(signals.descriptor, Cause.signals, .readable)
    try loop.poller.add(bell.wakeup.descriptor, Cause.bell, .readable)
    var posts: [Post] = []
    for _ in 0 ..< settings.workers { posts.append(try Post(bell)) }
    self.posts = posts
    self.bell = bell
    self.alarm = alarm
    self.signals = signals
    self.settings = settings
    self.report = report
    self.server = server
    total = Tally(isScheduled: settings.rate != nil)
    interval = total
    open = posts.map { _ in 0 }
    span = (loop.now, loop.now)
    self.loop = loop
  }

  /// Makes the load.
  ///
  /// - Throws: what went wrong in a worker beside its connections.
  mutating func run(to target: SocketAddress) throws(Errno) -> LoadResult {
    let pattern = Pattern()
    server?.begin()
    if posts.count == 1 {
      Worker.run(0, target, settings, pattern, posts[0], report, beside: &self)
    } else {
      for (number, post) in posts.enumerated() {
        try Worker.start(number, target, settings, pattern, post, report)
      }
    }
    while over.count < posts.count { try turn(until: nil) }
    if let failure { throw failure }
    if order == .load { stop() }
    total.merge(interval)
    let seconds = Double(span.end - span.start) / 1e9
    return LoadResult(tally: total, seconds: seconds, serverTime: server?.used)
  }

  /// - Parameter moment: when not to wait any longer.
  private mutating func turn(until moment: Int64?) throws(Errno) {
    let count = try loop.wait(until: moment)
    for index in 0 ..< count { try handle(loop.poller.event(at: index).token) }
    while let payload = loop.expire() { expire(Token(rawValue: payload)) }
  }

  private mutating func handle(_ token: Token) throws(Errno) {
    switch token {
    case Cause.signals: try takeSignals()
    case Cause.bell:
      try bell.wakeup.clear()
      for number in posts.indices { take(number, posts[number].take()) }
      if order == .open, ready.union(over).count == posts.count { begin() }
      if let silent, silent.subtracting(over).isEmpty { tellInterval() }
    default: break
    }
  }
}

extension Load: Companion {
  borrowing func join(_ poller: borrowing Poller, _ token: Token) throws(Errno) {
    try poller.add(loop.poller.descriptor, token, .readable)
  }

  mutating func takeTurn() throws(Errno) {
    try turn(until: 0)
    try alarm.set(at: loop.timers.nextDeadline)
  }
}
