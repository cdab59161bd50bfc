import EventLoop
import SocketKit
import ToolKit

/// The loop, and every connection that was ever accepted and not given back.
struct Server: ~Copyable {
  var loop: EventLoop
  /// Nil when no more connections are taken.
  var door: Door?
  var connections: SlotTable<Connection>
  var census: Census
  /// What was last told of the states.
  var told = Census.States()
  /// That there is no descriptor left has been said.
  var isExhausted = false
  /// A look at the states is due.
  var isLooking = false
  /// Connections accepted in all.
  var accepted = 0
  /// The loop ends with this turn.
  var isOver = false
  /// Where octets go that nobody wants.
  var discarded = [UInt8](repeating: 0, count: 64 * 1024)
  let signals: SignalDescriptor
  let settings: Settings
  let report: Report

  enum Fixed {
    static let door = Token.fixed(0)
    static let signals = Token.fixed(1)
    static let look = Token.fixed(2)
    static let release = Token.fixed(3)
    static let grace = Token.fixed(4)
  }

  /// How often the kernel is asked for the states: a look costs 0.2 ms and more, for the size of its table.
  static let lookNanoseconds: Int64 = 500_000_000

  init(
    _ settings: Settings, _ report: Report, _ listener: consuming ListeningSocket,
    _ signals: consuming SignalDescriptor,
    _ census: consuming Census
  ) throws(Errno) {
    // Whole values first: a struct that owns cannot be left half made.
    let loop = try EventLoop()
    let door = try Door(listener, Fixed.door, loop.poller, turnsAway: false)
    try loop.poller.add(signals.descriptor, Fixed.signals, .readable)
    self.loop = loop
    self.door = consume door
    self.signals = signals
    self.census = census
    self.settings = settings
    self.report = report
    connections = SlotTable(limit: settings.limit)
  }

  /// Serves until a signal.
  mutating func run() throws(Errno) {
    while !isOver {
      let count = try loop.wait()
      for index in 0 ..< count { try handle(loop.poller.event(at: index).token) }
      while let payload = loop.expire() { try expire(Token(rawValue: payload)) }
      if door == nil, connections.count == 0 { isOver = true }
    }
    tellStates(always: true)
    report.event("stopped", [.integer("accepted", accepted), .integer("held", connections.count)])
  }

  private mutating func handle(_ token: Token) throws(Errno) {
    if connections.contains(token) { return try discard(token) }
    switch token {
    case Fixed.door: try admit()
    case Fixed.signals: try takeSignals()
    default: break
    }
  }

  private mutating func expire(_ token: Token) throws(Errno) {
    switch token {
    case Fixed.look: look()
    case Fixed.door: try door?.hold(false, loop.poller)
    case Fixed.release: try release()
    case Fixed.grace: isOver = true
    default: break
    }
  }

  mutating func schedule(_ token: Token, after nanoseconds: Int64) {
    _ = loop.timers.schedule(at: loop.now + nanoseconds, token.rawValue)
  }
}
