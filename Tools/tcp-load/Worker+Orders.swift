import EventLoop
import SocketKit
import ToolKit

extension Worker {
  /// How long the place of a connection that failed stays empty, in nanoseconds: a target that refuses is not asked as
  /// fast as the processor can.
  private static let rest: Int64 = 10_000_000

  /// The leader wants something.
  mutating func takeLetter() throws(Errno) {
    try post.wakeup.clear()
    let letter = post.read()
    for next in letter.orders { try obey(next, from: letter.start) }
    if letter.isAsked { hand() }
  }

  private mutating func obey(_ next: Post.Order, from start: Int64) throws(Errno) {
    // What was counted up to here belongs to the load; what comes now is late.
    if next == .finish { hand() }
    order = next
    switch order {
    case .load: try load(from: start)
    case .finish: finish()
    case .giveUp: if owed > 0 { exchange.tally.fail(.timedOut, count: owed) }
    case .open, .end: break
    }
  }

  private mutating func load(from start: Int64) throws(Errno) {
    exchange.schedule = settings.rate.map { Schedule(from: start, rate: $0, worker: number, of: settings.workers) }
    exchange.isLoading = true
    openings = settings.connectRate.map { Schedule(from: start, rate: $0, worker: number, of: settings.workers) }
    roster = connections.places.compactMap { connections.token(at: $0) }
    for (place, token) in roster.enumerated() {
      connections[token].first = place
      connections[token].stride = roster.count
      switch settings.mode {
      case .messages: say(token)
      case .bulk: try watch(token, [.readable, .writable])
      case .churn, .idle: break
      }
    }
  }

  private mutating func finish() {
    exchange.isLoading = false
    for place in connections.places {
      guard let token = connections.token(at: place) else { continue }
      switch settings.mode {
      case .messages: owed += connections[token].owed
      case .churn: owed += 1
      case .bulk where connections[token].octetsUnderWay > 0:
        owed += 1
        try? watch(token, .readable)
      case .bulk: remove(token)
      case .idle: break
      }
    }
  }

  /// Hands over what was counted since the last time.
  mutating func hand() {
    if order == .finish || order == .giveUp {
      exchange.tally.late = (exchange.tally.operations, exchange.tally.octets)
    }
    post.hand(exchange.tally, open: connections.count - connecting)
    exchange.tally.reset()
  }

  /// Has the poller watch a connection for something else, if it is something else.
  mutating func watch(_ token: Token, _ wanted: Interest) throws(Errno) {
    let before = connections[token].interest
    guard wanted != before else { return }
    connections[token].interest = wanted
    if before.isEmpty {
      try loop.poller.add(connections[token].socket.descriptor, token, wanted)
    } else {
      try loop.poller.change(connections[token].socket.descriptor, token, to: wanted)
    }
  }

  /// Counts what went wrong with a connection, and closes it.
  mutating func fail(_ token: Token, _ error: Errno) {
    let id = connections[token].id
    forget(token)
    count(error, of: id)
  }

  /// Something else came back than was sent.
  mutating func complain(_ token: Token, _ mismatch: Connection.Mismatch) {
    exchange.tally.mismatches += 1
    report.result(
      "mismatch",
      [
        .integer("id", connections[token].id), .integer("offset", mismatch.offset),
        .octets("sent", [mismatch.sent]), .octets("received", [mismatch.received]),
      ])
    forget(token)
  }

  mutating func count(_ error: Errno, of id: Int) {
    exchange.tally.fail(error)
    report.verbose("failed", [.integer("id", id), .text("remote", target), .text("errno", error.name)])
    guard settings.mode == .churn else { return }
    resting += 1
    _ = loop.timers.schedule(at: loop.now + Self.rest, Fixed.rest.rawValue)
  }

  /// Closes a connection whose messages will not come back.
  private mutating func forget(_ token: Token) {
    if order == .finish {
      switch settings.mode {
      case .messages: owed -= connections[token].owed
      case .churn, .bulk: owed -= 1
      case .idle: break
      }
    }
    remove(token)
  }

  /// Closes a connection.
  mutating func remove(_ token: Token) {
    guard var connection = connections.remove(token) else { return }
    if !connection.isOpen, connection.timer != nil { connecting -= 1 }
    if let timer = connection.timer.take() { loop.timers.cancel(timer) }
  }
}
