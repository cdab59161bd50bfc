import EventLoop
import SocketKit
import ToolKit

extension Server {
  /// Connections taken in one turn, so that a flood of new ones does not stop those that are served.
  private static let acceptsPerTurn = 64
  /// How long nobody is let in when there is no descriptor at all. A close lets them in sooner.
  private static let holdNanoseconds: Int64 = 50_000_000
  /// The operator is told of connections turned away at most once in this time.
  private static let complaintNanoseconds: Int64 = 1_000_000_000

  /// Lets in who waits in the queue.
  mutating func admit() throws(Errno) {
    for _ in 0 ..< Self.acceptsPerTurn {
      guard let answer = try doorAnswer() else { return }
      switch consume answer {
      case .entered(let socket, let peer): try enter(socket, peer)
      case .nobody: return
      case .lost: continue
      case .refused(let error):
        totals.refused += 1
        complain(error)
      case .exhausted(let error):
        complain(error)
        try door?.hold(true, loop.poller)
        _ = loop.timers.schedule(at: loop.now + Self.holdNanoseconds, Fixed.reopening.rawValue)
      }
    }
  }

  /// - Returns: nil when the door is closed for good, which may have been earlier in this turn.
  private mutating func doorAnswer() throws(Errno) -> Door.Answer? {
    if let limit = settings.maxConnections, totals.accepted >= limit { door = nil }
    if connections.isFull || connections.count >= settings.maxConcurrent ?? .max {
      try door?.hold(true, loop.poller)
    }
    return door?.open()
  }

  private mutating func enter(_ socket: consuming StreamSocket, _ peer: SocketAddress?) throws(Errno) {
    let token = connections.insert(Connection(socket, isLine: settings.isLine, now: loop.now))
    totals.accepted += 1
    if report.loudness == .verbose {
      while peers.count <= Int(token.index) { peers.append(nil) }
      peers[Int(token.index)] = peer
      report.event("accept", [.text("peer", peer?.description ?? "unknown")])
    }
    do throws(Errno) {
      try loop.poller.add(connections[token].socket.descriptor, token, .readable)
    } catch {
      // fs.epoll.max_user_watches is used up: this one cannot be served.
      return try end(token, .failed(error))
    }
    if let idleNanoseconds {
      connections[token].idleTimer = loop.timers.schedule(at: loop.now + idleNanoseconds, token.rawValue)
    }
  }

  private mutating func complain(_ error: Errno) {
    if let complained, loop.now - complained < Self.complaintNanoseconds { return }
    complained = loop.now
    report.diagnose("accept: \(error); \(totals.refused) turned away so far")
  }
}
