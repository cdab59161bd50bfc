import EventLoop
import SocketKit
import ToolKit

/// All clients, and the server they come to.
struct Demonstration: ~Copyable {
  var loop: EventLoop
  var door: Door?
  var parties: SlotTable<Party>
  var peaks: Peaks
  var complaints: Complaints
  /// Clients that were begun.
  var begun = 0
  var answered = 0
  var failed = 0
  /// Connections that the server took.
  var accepted = 0
  /// SIGTERM or SIGINT came: nobody is begun any more.
  var isInterrupted = false
  var isOver = false
  let address: SocketAddress
  let signals: SignalDescriptor
  let settings: Settings
  let report: Report

  /// Descriptors and timers that are no connection.
  enum Fixed {
    static let door = Token.fixed(0)
    static let signals = Token.fixed(1)
    static let beginning = Token.fixed(2)
    static let looking = Token.fixed(3)
    static let patience = Token.fixed(4)
  }

  /// Clients begun in a turn: they and the server's ends take turns, so that the accept queue does not run over.
  static let beginningsPerTurn = 64
  /// How much longer than the delay all of it may take: enough for a million connections on a slow machine.
  static let patience = Duration.seconds(60)
  /// Ends of the server for others than our clients: the port is open to the whole host.
  static let strangers = 64

  init(_ settings: Settings, _ report: Report, _ signals: consuming SignalDescriptor) throws(Errno) {
    let loop = try EventLoop()
    let peaks = try Peaks()
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: Self.beginningsPerTurn * 16)
    let address = try listener.localAddress()
    let door = try Door(listener, Fixed.door, loop.poller)
    try loop.poller.add(signals.descriptor, Fixed.signals, .readable)
    self.loop = loop
    self.address = address
    self.peaks = peaks
    self.door = consume door
    self.signals = signals
    self.settings = settings
    self.report = report
    complaints = Complaints(report)
    parties = SlotTable(limit: settings.clients * 2 + Self.strangers)
  }

  /// Whether every client has its answer, or will have none.
  private var isFinished: Bool {
    answered + failed == begun && (isInterrupted || begun == settings.clients)
  }

  /// Begins all clients and waits for the last.
  mutating func run() throws(Errno) -> ExitStatus {
    let start = Timestamp.monotonicNow
    schedule(Fixed.beginning, after: .zero)
    schedule(Fixed.looking, after: .zero)
    schedule(Fixed.patience, after: settings.delay + Self.patience)
    while !isOver, !isFinished {
      let count = try loop.wait()
      for index in 0 ..< count { try handle(loop.poller.event(at: index)) }
      while let payload = loop.expire() { try expire(Token(rawValue: payload)) }
    }
    let seconds = Double(Timestamp.monotonicNow - start) / 1e9
    let unanswered = begun - answered
    report.result(
      "finished",
      [
        .text("model", settings.model.rawValue), .integer("clients", begun), .integer("answered", answered),
        .integer("failed", unanswered), .decimal("seconds", seconds), .integer("threads_peak", peaks.threads),
        .integer("descriptors_peak", peaks.descriptors), .integer("resident_octets", peaks.residentOctets),
      ])
    // Those that a signal cut are no answer to the question.
    return (isInterrupted ? failed : unanswered) == 0 ? .done : .negative
  }

  mutating func schedule(_ token: Token, after duration: Duration) {
    _ = loop.timers.schedule(at: loop.now + duration.wholeNanoseconds, token.rawValue)
  }

  private mutating func handle(_ readiness: Readiness) throws(Errno) {
    switch readiness.token {
    case Fixed.door: try admit()
    case Fixed.signals: try takeSignals()
    case let token where parties.contains(token): try proceed(token, readiness)
    default: break
    }
  }

  private mutating func expire(_ token: Token) throws(Errno) {
    switch token {
    case Fixed.door: try door?.hold(false, loop.poller)
    case Fixed.beginning: try begin()
    case Fixed.looking:
      peaks.look()
      schedule(Fixed.looking, after: Peaks.interval)
    case Fixed.patience:
      complaints.say("\(begun - answered - failed) clients", "no answer in time")
      isOver = true
    case _ where parties.contains(token): try answer(token)
    default: break
    }
  }

  private mutating func takeSignals() throws(Errno) {
    while try signals.next() != nil {
      if isInterrupted { isOver = true }
      isInterrupted = true
      schedule(Fixed.patience, after: settings.grace)
    }
  }
}
