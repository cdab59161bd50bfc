import EventLoop
import SocketKit
import ToolKit

/// All connections, on one loop.
struct Client: ~Copyable {
  var loop: EventLoop
  var visits: SlotTable<Visit>
  var buffer = [UInt8](repeating: 0, count: 64 * 1024)
  var totals = Totals()
  var complaints: Complaints
  /// SIGTERM or SIGINT came.
  var isInterrupted = false
  /// The loop ends with this turn.
  var isOver = false
  let addresses: [SocketAddress]
  /// Each with its newline.
  let messages: [[UInt8]]
  let signals: SignalDescriptor
  let settings: Settings
  let report: Report

  /// What came of it.
  struct Totals {
    /// Connections that came about.
    var connections = 0
    var sent = 0
    var replied = 0
    /// Connections that did not, or did not end well.
    var failed = 0
  }

  /// Descriptors and timers that are no connection.
  enum Fixed {
    static let signals = Token.fixed(0)
    static let grace = Token.fixed(1)
  }

  init(
    _ settings: Settings, _ report: Report, _ addresses: [SocketAddress], _ messages: [[UInt8]],
    _ signals: consuming SignalDescriptor
  ) throws(Errno) {
    let loop = try EventLoop()
    try loop.poller.add(signals.descriptor, Fixed.signals, .readable)
    self.loop = loop
    self.signals = signals
    self.settings = settings
    self.report = report
    self.addresses = addresses
    self.messages = messages
    complaints = Complaints(report)
    visits = SlotTable(limit: settings.connections)
  }

  /// Opens all connections at once, and talks until the last has ended.
  mutating func run() throws(Errno) -> ExitStatus {
    var seeds = SplitMix(seed: settings.seed ?? .random(in: 0 ... .max))
    for id in 1 ... settings.connections {
      try open(id, address: 0, choices: SplitMix(seed: seeds.next()))
    }
    while !isOver, visits.count > 0 {
      let count = try loop.wait()
      for index in 0 ..< count { try handle(loop.poller.event(at: index)) }
      while let payload = loop.expire() { try expire(Token(rawValue: payload)) }
    }
    report.result(
      "summary",
      [
        .integer("connections", totals.connections), .integer("sent", totals.sent),
        .integer("replied", totals.replied), .integer("failed", totals.failed),
      ])
    return totals.failed == 0 ? .done : .negative
  }

  private mutating func handle(_ readiness: Readiness) throws(Errno) {
    let token = readiness.token
    if token == Fixed.signals { return try takeSignals() }
    guard visits.contains(token) else { return }
    if visits[token].phase == .connecting { return try decide(token) }
    try talk(token, readiness)
  }

  private mutating func expire(_ token: Token) throws(Errno) {
    if token == Fixed.grace { return isOver = true }
    guard visits.contains(token) else { return }
    visits[token].timer = nil
    switch visits[token].phase {
    case .connecting: try fail(token, Failure(connecting: .timedOut, to: addresses[visits[token].address]).message)
    case .talking: try tick(token)
    case .leaving: try fail(token, "the server did not close within \(settings.grace)")
    }
  }

  /// The first signal ends the talking, and the server may finish; the second ends all.
  private mutating func takeSignals() throws(Errno) {
    while try signals.next() != nil {
      if isInterrupted { return isOver = true }
      isInterrupted = true
      _ = loop.timers.schedule(at: loop.now + settings.grace.wholeNanoseconds, Fixed.grace.rawValue)
      for place in visits.places {
        guard let token = visits.token(at: place) else { continue }
        if visits[token].phase == .connecting { remove(token) }
        if visits.contains(token), visits[token].phase == .talking { try leave(token) }
      }
    }
  }
}
