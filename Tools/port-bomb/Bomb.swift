import EventLoop
import SocketKit
import ToolKit

/// The loop, and every attempt under way.
struct Bomb: ~Copyable {
  var loop: EventLoop
  var attempts: SlotTable<Attempt>
  /// Connections of the pool that wait for their next use, and some that are gone by now.
  var idle: [Token] = []
  var sources: Sources
  var tally = Tally()
  /// The target's addresses: the first that answers is the target, and until it does there is one attempt at a time.
  var addresses: [SocketAddress]
  /// The time of the loop's clock from which `--rate` counts.
  let began: Int64
  /// A timer is set that brings the next attempts.
  var isPaced = false
  /// SIGTERM or SIGINT came: what is under way may finish.
  var isStopping = false
  /// The loop ends with this turn.
  var isOver = false
  /// Where octets land that came back.
  var room = [UInt8](repeating: 0, count: 4096)
  let signals: SignalDescriptor
  let settings: Settings
  let report: Report

  enum Fixed {
    static let signals = Token.fixed(0)
    static let pace = Token.fixed(1)
    static let progress = Token.fixed(2)
    static let grace = Token.fixed(3)
    static let look = Token.fixed(4)
  }

  /// - Parameter addresses: 1 ..., the best first.
  init(
    _ addresses: [SocketAddress], _ sources: Sources, _ settings: Settings, _ report: Report,
    _ signals: consuming SignalDescriptor
  ) throws(Errno) {
    let loop = try EventLoop()
    try loop.poller.add(signals.descriptor, Fixed.signals, .readable)
    began = loop.now
    self.loop = loop
    self.signals = signals
    self.addresses = addresses
    self.sources = sources
    self.settings = settings
    self.report = report
    attempts = SlotTable(limit: settings.mostConnections)
  }

  /// Makes all attempts, or those before a signal, and closes what is left.
  mutating func run() throws(Errno) {
    schedule(Fixed.progress, after: Self.progressNanoseconds.first)
    try launch()
    while !isOver, tally.pending > 0 || hasMore {
      let count = try loop.wait()
      for index in 0 ..< count { try handle(loop.poller.event(at: index)) }
      while let payload = loop.expire() { expire(Token(rawValue: payload)) }
      try launch()
    }
    for place in attempts.places {
      if let token = attempts.token(at: place) { end(token) }
    }
    report.progress("")
  }

  private mutating func handle(_ readiness: Readiness) throws(Errno) {
    let token = readiness.token
    if attempts.contains(token) {
      switch attempts[token].phase {
      case .connecting: decide(token)
      case .echoing, .idle: takeAnswer(token)
      }
    } else if token == Fixed.signals {
      try takeSignals()
    }
  }

  private mutating func expire(_ token: Token) {
    if attempts.contains(token) { return fail(token, .timedOut) }
    switch token {
    case Fixed.pace: isPaced = false
    case Fixed.progress: showProgress()
    case Fixed.grace: isOver = true
    default: break
    }
  }

  mutating func schedule(_ token: Token, after nanoseconds: Int64) {
    _ = loop.timers.schedule(at: loop.now + nanoseconds, token.rawValue)
  }
}
