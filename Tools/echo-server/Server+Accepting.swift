import EventLoop
import Prefork
import SocketKit
import ToolKit

extension Server {
  /// Lets in who waits in the queue.
  mutating func admit() throws(Errno) {
    for _ in 0 ..< Door.entriesPerTurn {
      if let limit = settings.maxConnections, tally.accepted >= limit { try shutOrBeRelieved() }
      if isFull || connections.isFull || connections.count >= settings.maxConcurrent ?? .max {
        try door?.hold(true, loop.poller)
      }
      guard let accepted = try door?.next(&loop) else { break }
      let peer = accepted.peer
      try enter(accepted.intoSocket(), peer)
    }
    tally.refused += door?.takeRefused() ?? 0
    guard let error = door?.complaint(now: loop.now) else { return }
    report.diagnose("accept: \(error); \(tally.refused) turned away so far")
  }

  private mutating func enter(_ socket: consuming StreamSocket, _ peer: SocketAddress?) throws(Errno) {
    let token = connections.insert(Connection(socket, isLine: settings.isLine, now: loop.now))
    tally.accepted += 1
    if report.loudness == .verbose {
      while peers.count <= Int(token.index) { peers.append(nil) }
      peers[Int(token.index)] = peer
      report.event("accept", [.text("peer", peer?.description ?? "unknown")])
    }
    do throws(Errno) {
      try loop.poller.add(connections[token].socket.descriptor, token, Connection.interest)
    } catch {
      // fs.epoll.max_user_watches is used up: this one cannot be served.
      return try end(token, .failed(error))
    }
    if let idleNanoseconds {
      connections[token].idleTimer = loop.timers.schedule(at: loop.now + idleNanoseconds, token.rawValue)
    }
  }
}
