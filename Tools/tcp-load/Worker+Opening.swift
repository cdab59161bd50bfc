import EventLoop
import Histogram
import SocketKit
import ToolKit

extension Worker {
  /// Connections that may be undecided at once while all are opened: fewer than the queue of any server holds, so that
  /// none is dropped there and tried again a second later.
  private static let mostConnecting = 64
  /// How long a connection may take to come about at most, in nanoseconds: two lost SYNs, and a third that gets through.
  private static let mostPatience: Int64 = 10_000_000_000

  /// How long one may take: no longer than the load and its grace, so that a target that is silent holds a run up for no
  /// longer than one that answers.
  private var patience: Int64 {
    min(Self.mostPatience, settings.duration.wholeNanoseconds + settings.grace.wholeNanoseconds)
  }

  /// Whether there is a connection to open now, as far as the queue of the target is concerned.
  var mayOpen: Bool { settings.mode != .churn && begun < share && connecting < Self.mostConnecting }

  /// Whether the rate of connections allows one more.
  var isOpeningDue: Bool { openings.map { $0.time(of: begun) <= Timestamp.monotonicNow } ?? true }

  /// Opens what may be opened; says so when all is decided.
  mutating func open() throws(Errno) {
    for _ in 0 ..< Self.mostConnecting where mayOpen && isOpeningDue {
      begun += 1
      guard let token = connect((begun - 1) * settings.workers + number) else { continue }
      try wait(for: token)
    }
    guard !isReady, settings.mode == .churn || begun == share && connecting == 0 else { return }
    isReady = true
    if settings.mode == .idle { hand() }
    post.say { $0.isReady = true }
  }

  /// Begins a connection.
  ///
  /// - Parameter id: its number among those of all workers.
  /// - Returns: nil when it failed at once, which is counted.
  mutating func connect(_ id: Int) -> Token? {
    let now = Timestamp.monotonicNow
    do throws(Errno) {
      let socket = try StreamSocket(for: target)
      try socket.set(.noDelay, to: true)
      if let sources = settings.sources { try socket.bind(toAddress: sources[id % sources.count]) }
      _ = try socket.connect(to: target)
      return connections.insert(Connection(socket, id: id, first: begun - 1, depth: settings.depth, at: now))
    } catch {
      count(error, of: id)
      return nil
    }
  }

  /// Waits for a connection to come about. One that is connected at once is found writable.
  mutating func wait(for token: Token) throws(Errno) {
    try watch(token, .writable)
    connecting += 1
    connections[token].timer = loop.timers.schedule(at: loop.now + patience, token.rawValue)
  }

  /// A connection is there, or will not be.
  mutating func decide(_ token: Token) throws(Errno) {
    do throws(Errno) {
      if let error = try connections[token].socket.pendingError() { throw error }
    } catch {
      return fail(token, error)
    }
    connecting -= 1
    if let timer = connections[token].timer.take() { loop.timers.cancel(timer) }
    enter(token)
    if settings.mode == .idle {
      exchange.tally.operations += 1
      exchange.tally.served.record(loop.now - connections[token].start)
    }
    guard settings.mode == .churn else { return try watch(token, .readable) }
    say(token)
  }

  /// A connection has not come about in time. If none has since it was begun, the others will not either: they are not
  /// tried, and count as those that were.
  mutating func giveUp(_ token: Token) {
    let start = connections[token].start
    fail(token, .timedOut)
    guard order == .open, entered ?? .min < start else { return }
    while begun < share {
      begun += 1
      count(.timedOut, of: (begun - 1) * settings.workers + number)
    }
  }

  /// Counts a connection that came about.
  mutating func enter(_ token: Token) {
    connections[token].isOpen = true
    entered = loop.now
    exchange.tally.connections += 1
    guard report.loudness == .verbose, let local = try? connections[token].socket.localAddress() else { return }
    report.event(
      "connected", [.integer("id", connections[token].id), .text("local", local), .text("remote", target)])
  }
}
