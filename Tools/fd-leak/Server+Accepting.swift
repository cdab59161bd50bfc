import EventLoop
import SocketKit
import ToolKit

extension Server {
  /// Takes what waits in the accept queue.
  mutating func admit() throws(Errno) {
    for _ in 0 ..< Door.entriesPerTurn {
      guard let connection = try door?.next(&loop) else { break }
      try enter(Connection(connection))
    }
    if let error = door?.shortage { tellExhausted(error) }
  }

  private mutating func enter(_ connection: consuming Connection) throws(Errno) {
    accepted += 1
    let number = connection.socket.descriptor.rawValue
    let peer = connection.peerText
    let token = connections.insert(connection)
    scheduleLook()
    if connections.count == 1, let releaseAfter = settings.releaseAfter {
      schedule(Fixed.release, after: Int64(releaseAfter / .nanoseconds(1)))
    }
    guard settings.isCured else {
      // Watched by nobody: whatever the peer does, its end of the loop's work is done.
      return report.event(
        "leak", [.integer("fd", number), .text("peer", peer), .integer("held", connections.count)])
    }
    report.verbose("accept", [.integer("fd", number), .text("peer", peer)])
    try loop.poller.add(connections[token].socket.descriptor, token, .readable)
  }

  /// Once: the door goes on trying, and the operator knows.
  private mutating func tellExhausted(_ error: Errno) {
    guard !isExhausted else { return }
    isExhausted = true
    report.result(
      "exhausted",
      [.text("errno", error.name), .integer("open", census.openDescriptors()), .integer("limit", settings.limit)])
  }
}
