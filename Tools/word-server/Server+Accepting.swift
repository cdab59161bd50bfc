import EventLoop
import SocketKit
import ToolKit

extension Server {
  /// Lets in who waits in the queue.
  mutating func admit() throws(Errno) {
    for _ in 0 ..< Door.entriesPerTurn {
      if open >= Self.mostConnections { try door?.hold(true, loop.poller) }
      guard let entered = try door?.next(&loop) else { break }
      let peer = entered.peer?.description ?? "unknown"
      accepted += 1
      report.event("connected", [.text("peer", peer)])
      try enter(entered.intoSocket(), peer)
    }
    refused += door?.takeRefused() ?? 0
    guard let error = door?.complaint(now: loop.now) else { return }
    report.diagnose("accept: \(error); \(refused) turned away so far")
  }

  private mutating func enter(_ socket: consuming StreamSocket, _ peer: String) throws(Errno) {
    guard settings.model == .loop else { return hall.serve(socket, peer, settings, report) }
    let token = connections.insert(Connection(socket, peer, Dialogue(with: peer, settings, report), settings))
    do throws(Errno) {
      try loop.poller.add(connections[token].socket.descriptor, token, .readable)
    } catch {
      // fs.epoll.max_user_watches is used up: this one cannot be served.
      return try end(token, .failed(error))
    }
    if connections[token].isWaiting { try proceed(token) }
  }

  /// Poison: who waits in the queue already is let in, and then nobody.
  mutating func closeDoor(_ peer: String) throws(Errno) {
    guard door != nil else { return }
    report.event("poisoned", [.text("peer", peer)])
    try admit()
    door = nil
  }

  /// A thread has something to say: that it ended, or that it was poisoned.
  mutating func look() throws(Errno) {
    try hall.wakeup.clear()
    if hall.isClosed { door = nil }
    try door?.hold(false, loop.poller)
  }
}
