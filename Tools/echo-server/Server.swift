import EventLoop
import Prefork
import SocketKit
import ToolKit

/// The loop and all that hangs on it.
struct Server: ~Copyable {
  var loop: EventLoop
  /// Nil when no more connections are taken.
  var door: Door?
  var connections: SlotTable<Connection>
  /// Connections that need another turn, for which no event will come.
  var unfinished: [Token] = []
  /// Who is at the other end, by place in `connections`; only with `-v`, because nothing else asks.
  var peers: [SocketAddress?] = []
  var buffers: Buffers
  var tally = WorkerTally()
  /// Nil for a server without a master.
  let post: Post?
  /// As many were let in as may be, and the master knows.
  var isFull = false
  /// SIGTERM or SIGINT came: what is open may finish.
  var isDraining = false
  /// The loop ends with this turn.
  var isOver = false
  let signals: SignalDescriptor
  let settings: Settings
  let idleNanoseconds: Int64?
  let report: Report

  /// Descriptors and timers that are no connection.
  enum Fixed {
    static let door = Token.fixed(0)
    static let signals = Token.fixed(1)
    static let grace = Token.fixed(2)
    static let master = Token.fixed(3)
  }

  /// How long `--busy-poll` looks before it sleeps: a peer that answers at once is back within this.
  static let spin = Duration.microseconds(100)
  /// The connections' table ends here when RLIMIT_NOFILE says nothing less: 2²⁰, the kernel's own limit (fs.nr_open).
  static let mostConnections = 1 << 20

  init(
    _ settings: Settings, _ report: Report, _ listener: consuming ListeningSocket,
    _ signals: consuming SignalDescriptor, _ post: consuming Post? = nil
  ) throws(Errno) {
    // Whole values first: a struct that owns cannot be left half made.
    let loop = try EventLoop(spin: settings.busyPoll ? Self.spin : .zero)
    let door = try Door(listener, Fixed.door, loop.poller)
    try loop.poller.add(signals.descriptor, Fixed.signals, .readable)
    try post?.watch(loop.poller, Fixed.master)
    self.loop = loop
    self.door = consume door
    self.signals = signals
    self.settings = settings
    self.report = report
    self.post = post
    connections = SlotTable(limit: min(Self.mostConnections, DescriptorLimit.current.soft))
    buffers = Buffers(limit: settings.buffer, isLine: settings.isLine)
    idleNanoseconds = settings.idleTimeout.map { Int64($0 / .nanoseconds(1)) }
  }

  /// Serves until a signal, or until `--max-connections` are served.
  mutating func run() throws(Errno) {
    post?.tellServing()
    while !isOver {
      let waiting = unfinished.count
      let count = try loop.wait(until: waiting > 0 ? loop.now : nil)
      for index in 0 ..< count { try handle(loop.poller.event(at: index)) }
      try goOn(waiting)
      while let payload = loop.expire() { try expire(Token(rawValue: payload)) }
      if connections.count == 0, door == nil { isOver = true }
      tally.open = connections.count
      post?.publish(tally)
    }
  }

  private mutating func handle(_ readiness: Readiness) throws(Errno) {
    let token = readiness.token
    // A connection first: it has a million events for each of the others.
    if connections.contains(token) { return try advance(token, readiness) }
    switch token {
    case Fixed.door: try admit()
    case Fixed.signals: try takeSignals()
    case Fixed.master: try listenToMaster()
    default: break
    }
  }

  /// Gives a turn to those that were unfinished before this one.
  private mutating func goOn(_ waiting: Int) throws(Errno) {
    guard waiting > 0 else { return }
    for place in 0 ..< waiting where connections.contains(unfinished[place]) { try advance(unfinished[place], nil) }
    unfinished.removeFirst(waiting)
  }

  private mutating func expire(_ token: Token) throws(Errno) {
    if connections.contains(token) { return try lookWhetherIdle(token) }
    switch token {
    case Fixed.grace: isOver = true
    case Fixed.door: try door?.hold(false, loop.poller)
    default: break
    }
  }

  private mutating func advance(_ token: Token, _ readiness: Readiness?) throws(Errno) {
    switch connections[token].advance(readiness, &buffers, &tally.octets, now: loop.now) {
    case .goesOn: break
    case .isUnfinished: unfinished.append(token)
    case .owes:
      try loop.poller.change(
        connections[token].socket.descriptor, token, to: Connection.interest.union(.writable))
    case .ended(let ending): try end(token, ending)
    }
  }
}
