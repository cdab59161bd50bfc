import EventLoop
import SocketKit
import ToolKit

extension Server {
  /// Lets in who waits in the queue.
  mutating func admit() throws(Errno) {
    for _ in 0 ..< Door.entriesPerTurn {
      if streams.isFull { try door?.hold(true, loop.poller) }
      guard let accepted = try door?.next(&loop) else { break }
      let peer = accepted.peer
      totals.accepted += 1
      if settings.isOnce { door = nil }
      try enter(accepted.intoSocket(), peer)
    }
    totals.refused += door?.takeRefused() ?? 0
    guard let error = door?.complaint(now: loop.now) else { return }
    warn("accept: \(error); \(totals.refused) turned away so far")
  }

  private mutating func enter(_ socket: consuming StreamSocket, _ peer: SocketAddress?) throws(Errno) {
    let file: SourceFile
    do throws(SourceFile.Fault) {
      file = try SourceFile(settings.file)
    } catch {
      totals.last = .file(error)
      // The socket goes with RST, as every one whose file is not out.
      return warn("\(settings.file): \(error)")
    }
    let token = streams.insert(Stream(socket, peer, file, settings, now: loop.now))
    streams[token].tellStart(report)
    do throws(Errno) {
      try loop.poller.add(streams[token].socket.descriptor, token, [.readable, .writable])
    } catch {
      // fs.epoll.max_user_watches is used up: this one cannot be served.
      try end(token, .failed(error))
    }
  }

  /// Says what went wrong with one connection.
  func warn(_ message: String) {
    if settings.logLevel.tellsWarnings { report.diagnose(message) }
  }
}
