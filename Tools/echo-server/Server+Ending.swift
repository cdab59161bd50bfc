import EventLoop
import Prefork
import SocketKit
import ToolKit

extension Server {
  /// Takes a connection off the table and closes it.
  mutating func end(_ token: Token, _ ending: Ending) throws(Errno) {
    guard let connection = connections.remove(token) else { return }
    if let timer = connection.idleTimer { loop.timers.cancel(timer) }
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
      switch signal {
      case .user1: report.result("stats", [.integer("open", connections.count)] + tally.fields)
      // A worker leaves what the terminal says to its master, and SIGHUP means its whole port.
      case .interrupt where post != nil, .hangup where post != nil: break
      default: try finish()
      }
    }
  }

  /// The master wants another in this place, or is gone.
  mutating func listenToMaster() throws(Errno) {
    while let request = post?.next() {
      switch request {
      case .retire: try shut()
      case .masterGone:
        try post?.stopWatching(loop.poller)
        // Nobody asked for a quick end: one that finishes already goes on with that.
        return isDraining ? () : try finish()
      }
    }
  }

  /// As many were let in as may be: the end of a server, and in a worker's place comes the next.
  mutating func shutOrBeRelieved() throws(Errno) {
    if post == nil { return try shut() }
    if !isFull { post?.askForRelief() }
    isFull = true
  }

  private mutating func finish() throws(Errno) {
    guard !isDraining else { return isOver = true }
    isDraining = true
    // SIGTERM for a worker alone is not meant for its station.
    post?.askForRelief()
    try shut()
    _ = loop.timers.schedule(at: loop.now + Int64(settings.grace / .nanoseconds(1)), Fixed.grace.rawValue)
  }

  private mutating func shut() throws(Errno) {
    try door?.leave(loop.poller)
    door = nil
  }
}
