import EventLoop
import SocketKit
import ToolKit

extension Load {
  /// What a worker has said.
  mutating func take(_ number: Int, _ answer: Post.Answer) {
    if answer.isReady { ready.insert(number) }
    if answer.isOver { over.insert(number) }
    if let error = answer.failure {
      failure = error
      tell(.end)
    }
    open[number] = answer.open
    guard let tally = answer.tally else { return }
    interval.merge(tally)
    silent?.remove(number)
  }

  /// All connections are decided: the load begins.
  mutating func begin() {
    order = .load
    let now = Timestamp.monotonicNow
    began = now
    if settings.mode == .idle {
      // The opening was the work: nothing is counted while connections are held.
      server?.end()
      span.end = now
    } else {
      server?.begin()
      span = (now, now)
    }
    asked = (now, now)
    total.merge(interval)
    interval.reset()
    for post in posts { post.tell(.load, from: now) }
    schedule(Cause.end, at: now + settings.duration.wholeNanoseconds)
    schedule(Cause.second, at: now + Self.interval)
  }

  mutating func expire(_ token: Token) {
    switch token {
    case Cause.second where order == .load:
      // Who has not answered for a second is not asked again: the interval is longer then.
      if silent == nil { ask() }
      schedule(Cause.second, at: loop.now + Self.interval - (loop.now - began) % Self.interval)
    case Cause.end where order == .load: end()
    case Cause.grace: tell(.giveUp)
    default: break
    }
  }

  private mutating func ask() {
    asked.now = Timestamp.monotonicNow
    silent = Set(posts.indices).subtracting(over)
    for post in posts { post.ask() }
  }

  /// Nothing more is begun.
  mutating func end() {
    stop()
    tell(.finish)
    // What workers hand over with this is the last interval.
    if silent == nil, span.end - asked.before > Self.interval / 10 {
      asked.now = span.end
      silent = Set(posts.indices).subtracting(over)
    }
    schedule(Cause.grace, at: loop.now + settings.grace.wholeNanoseconds)
  }

  /// The load's time is over.
  mutating func stop() {
    guard settings.mode != .idle else { return }
    span.end = Timestamp.monotonicNow
    server?.end()
  }

  private mutating func tell(_ order: Post.Order) {
    self.order = order
    for post in posts { post.tell(order) }
  }

  /// The first signal ends the load, the second ends all.
  mutating func takeSignals() throws(Errno) {
    while try signals.next() != nil {
      if order == .load { end() } else { tell(.end) }
    }
  }

  /// An interval is complete.
  mutating func tellInterval() {
    silent = nil
    let result = LoadResult(tally: interval, seconds: Double(asked.now - asked.before) / 1e9, serverTime: nil)
    report.event(
      "interval",
      [.decimal("seconds", Double(asked.now - began) / 1e9)] + result.intervalFields(open: open.reduce(0, +)))
    asked.before = asked.now
    total.merge(interval)
    interval.reset()
  }

  private mutating func schedule(_ token: Token, at moment: Int64) {
    _ = loop.timers.schedule(at: moment, token.rawValue)
  }
}
