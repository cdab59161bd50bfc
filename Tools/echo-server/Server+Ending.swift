import EventLoop
import SocketKit
import ToolKit

extension Server {
  /// Takes a connection off the table and closes it.
  mutating func end(_ token: Token, _ ending: Ending) throws(Errno) {
    guard let connection = connections.remove(token) else { return }
    if let timer = connection.idleTimer { loop.timers.cancel(timer) }
    totals.octets += connection.octets
    if report.loudness == .verbose {
      let peer = peers[Int(token.index)]?.description ?? "unknown"
      report.event(
        "close", [.text("peer", peer), .integer("octets", connection.octets), .text("reason", ending.reason)])
    }
    if case .idle = ending, settings.sendsReset { connection.abort() }
    try door?.hold(false, loop.poller)
  }

  /// An idle timer came: it is set once for a connection and not moved with every octet, so it may be out of date.
  mutating func lookWhetherIdle(_ token: Token) throws(Errno) {
    guard let idleNanoseconds else { return }
    var due = connections[token].lastActive + idleNanoseconds
    if due <= loop.now, connections[token].peerStillReads() { due = loop.now + idleNanoseconds }
    guard due > loop.now else { return try end(token, .idle) }
    connections[token].idleTimer = loop.timers.schedule(at: due, token.rawValue)
  }

  /// SIGUSR1 asks; SIGTERM and SIGINT end: politely the first time, at once the second.
  mutating func takeSignals() throws(Errno) {
    while let signal = try signals.next() {
      if signal == .user1 {
        report.result(
          "stats",
          [
            .integer("open", connections.count), .integer("accepted", totals.accepted),
            .integer("refused", totals.refused), .integer("octets", octetsEchoed()),
          ])
      } else if isDraining {
        isOver = true
      } else {
        isDraining = true
        door = nil
        _ = loop.timers.schedule(at: loop.now + Int64(settings.grace / .nanoseconds(1)), Fixed.grace.rawValue)
      }
    }
  }

  /// All octets sent back, those of open connections too.
  func octetsEchoed() -> Int {
    var sum = totals.octets
    for place in connections.places {
      if let token = connections.token(at: place) { sum += connections[token].octets }
    }
    return sum
  }
}
