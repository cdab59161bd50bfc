import EventLoop
import SocketKit
import ToolKit

extension Worker {
  /// Something happened on a connection that carries messages.
  mutating func talk(_ token: Token, _ readiness: Readiness) throws(Errno) {
    let arrival: Connection.Arrival
    do throws(Errno) {
      arrival = try connections[token].talk(&exchange, readiness, at: loop.now)
    } catch {
      return fail(token, error)
    }
    switch arrival {
    case .mismatch(let mismatch): complain(token, mismatch)
    case .messages(let count):
      if order == .finish { owed -= count }
      if settings.mode == .churn, count > 0 { return remove(token) }
      try watch(token, connections[token].wanted(settings.size))
    }
  }

  /// Asks connections for the messages that are due by now.
  mutating func keepPace() {
    guard let schedule = exchange.schedule, !roster.isEmpty else { return }
    for _ in 0 ..< Self.beginningsPerTurn {
      guard schedule.time(of: upcoming) <= loop.now else { return }
      let token = roster[upcoming % roster.count]
      upcoming += 1
      guard connections.contains(token) else { continue }
      connections[token].due += 1
      say(token)
    }
  }

  /// Begins what a connection may begin.
  mutating func say(_ token: Token) {
    do throws(Errno) {
      try connections[token].beginNext(&exchange)
      try watch(token, connections[token].wanted(settings.size))
    } catch {
      fail(token, error)
    }
  }

  /// Begins operations of a connection each, where there is room and they are due.
  mutating func beginVisits() throws(Errno) {
    for _ in 0 ..< Self.beginningsPerTurn {
      guard mayBeginVisit, isOpeningDue, (exchange.schedule?.time(of: begun) ?? .min) <= loop.now else { return }
      begun += 1
      guard let token = connect((begun - 1) * settings.workers + number) else { continue }
      connections[token].begin()
      // On a loopback the connection is there by now, and the kernel takes the message; elsewhere it does not yet.
      do throws(Errno) {
        try connections[token].send(&exchange)
      } catch {
        fail(token, error)
        continue
      }
      guard connections[token].octetsUnderWay > 0 else {
        try wait(for: token)
        continue
      }
      enter(token)
      try watch(token, connections[token].wanted(settings.size))
    }
  }

  /// Whether a place is empty.
  var mayBeginVisit: Bool { connections.count + resting < share }
}
