import EventLoop
import SocketKit
import ToolKit

/// The loop and all that hangs on it.
struct Server: ~Copyable {
  var loop: EventLoop
  /// Nil when no more connections are taken.
  var door: Door?
  var streams: SlotTable<Stream>
  /// Where octets are while one event is handled.
  var room = [UInt8](repeating: 0, count: Self.roomOctets)
  var totals = Totals()
  /// SIGTERM or SIGINT came: what is open may finish.
  var isDraining = false
  /// The loop ends with this turn.
  var isOver = false
  let signals: SignalDescriptor
  let settings: Settings
  let report: Report

  /// Descriptors and timers that are no connection.
  enum Fixed {
    static let door = Token.fixed(0)
    static let signals = Token.fixed(1)
    static let grace = Token.fixed(2)
  }

  /// Octets of one read from a socket or a file.
  private static let roomOctets = 64 << 10
  /// The table ends here when RLIMIT_NOFILE says nothing less: half of 2²⁰, the kernel's own limit (fs.nr_open).
  private static let mostStreams = 1 << 19
  /// Descriptors that are neither a connection nor its file: standard ones, loop, listener, signals, spare, and some
  /// that came from whoever started it.
  private static let otherDescriptors = 16

  init(
    _ settings: Settings, _ report: Report, _ listener: consuming ListeningSocket, _ signals: consuming SignalDescriptor
  ) throws(Errno) {
    // Whole values first: a struct that owns cannot be left half made.
    let loop = try EventLoop()
    let door = try Door(listener, Fixed.door, loop.poller)
    try loop.poller.add(signals.descriptor, Fixed.signals, .readable)
    self.loop = loop
    self.door = consume door
    self.signals = signals
    self.settings = settings
    self.report = report
    let pairs = (DescriptorLimit.current.soft - Self.otherDescriptors) / 2
    streams = SlotTable(limit: max(1, min(Self.mostStreams, pairs)))
  }

  /// Serves until a signal, or with `--once` until one is served.
  ///
  /// - Returns: with `--once` what became of it.
  mutating func run() throws(Errno) -> ExitStatus {
    while !isOver {
      let count = try loop.wait()
      for index in 0 ..< count { try handle(loop.poller.event(at: index)) }
      while let payload = loop.expire() { try expire(Token(rawValue: payload)) }
      if streams.count == 0, door == nil { isOver = true }
    }
    let unfinished = streams.count
    for place in streams.places {
      if let token = streams.token(at: place) { try end(token, .interrupted) }
    }
    report.event(
      "stopped",
      [
        .integer("accepted", totals.accepted), .integer("complete", totals.complete),
        .integer("refused", totals.refused), .integer("unfinished", unfinished),
      ])
    return settings.isOnce ? totals.last.status : .done
  }

  private mutating func handle(_ readiness: Readiness) throws(Errno) {
    switch readiness.token {
    case Fixed.door: try admit()
    case Fixed.signals: try takeSignals()
    case let token: if streams.contains(token) { try advance(token, readiness) }
    }
  }

  private mutating func expire(_ token: Token) throws(Errno) {
    switch token {
    case Fixed.grace: isOver = true
    case Fixed.door: try door?.hold(false, loop.poller)
    default: if streams.contains(token) { try resume(token) }
    }
  }
}
