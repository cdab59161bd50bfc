import EventLoop
import SocketKit
import ToolKit

/// The loop, which lets connections in and ends; it serves them too, or each has a thread that does.
struct Server: ~Copyable {
  var loop: EventLoop
  /// Nil when no more connections are taken.
  var door: Door?
  /// Those that the loop serves.
  var connections: SlotTable<Connection>
  /// Those that have a thread.
  let hall: Hall
  var buffer = [UInt8](repeating: 0, count: Dialogue.readOctets)
  /// Connections let in.
  var accepted = 0
  /// Connections turned away with RST.
  var refused = 0
  /// SIGTERM or SIGINT came: what is open may finish.
  var isDraining = false
  /// The loop ends with this turn.
  var isOver = false
  let signals: SignalDescriptor
  let settings: Settings
  let blocking: Blocking?
  let report: Report

  /// Descriptors and timers that are no connection.
  enum Fixed {
    static let door = Token.fixed(0)
    static let signals = Token.fixed(1)
    static let hall = Token.fixed(2)
    static let grace = Token.fixed(3)
    static let blocking = Token.fixed(4)
  }

  /// Connections at once; the others wait in the backlog. 2¹⁴: about as many threads as a machine's default limits allow.
  static let mostConnections = 1 << 14

  init(
    _ settings: Settings, _ report: Report, _ listener: consuming ListeningSocket, _ signals: consuming SignalDescriptor
  ) throws(Errno) {
    // Whole values first: a struct that owns cannot be left half made.
    let loop = try EventLoop()
    let hall = try Hall(settings, report, listener)
    let door = try Door(listener, Fixed.door, loop.poller)
    try loop.poller.add(signals.descriptor, Fixed.signals, .readable)
    try loop.poller.add(hall.wakeup.descriptor, Fixed.hall, .readable)
    self.loop = loop
    self.hall = hall
    self.door = consume door
    self.signals = signals
    self.settings = settings
    self.report = report
    connections = SlotTable(limit: Self.mostConnections)
    blocking = settings.blockInterval.map { Blocking(interval: $0, report: report) }
  }

  /// Connections that are open.
  var open: Int { connections.count + hall.open }

  /// Serves until a signal, or until the last connection after `poison`.
  mutating func run() throws(Errno) {
    try beginBlocking()
    while !isOver {
      let count = try loop.wait()
      for index in 0 ..< count { try handle(loop.poller.event(at: index)) }
      while let payload = loop.expire() { try expire(Token(rawValue: payload)) }
      if open == 0, door == nil { isOver = true }
    }
    report.event(
      "stopped",
      [.integer("accepted", accepted), .integer("refused", refused), .integer("unfinished", open)])
  }

  private mutating func handle(_ readiness: Readiness) throws(Errno) {
    switch readiness.token {
    case Fixed.door: try admit()
    case Fixed.signals: try takeSignals()
    case Fixed.hall: try look()
    case let token where connections.contains(token): try hear(token, readiness)
    default: break
    }
  }

  private mutating func expire(_ token: Token) throws(Errno) {
    switch token {
    case Fixed.door: try door?.hold(false, loop.poller)
    case Fixed.grace: isOver = true
    case Fixed.blocking: block()
    case _ where connections.contains(token): try resume(token)
    default: break
    }
  }
}
