import EventLoop
import SocketKit
import ToolKit

extension Server {
  /// A connection's descriptor is ready.
  mutating func hear(_ token: Token, _ readiness: Readiness) throws(Errno) {
    // A hang-up is told again and again, and a connection that waits for its time would not ask what it is. Ours is open
    // then, so it can only be RST.
    if readiness.isBroken, connections[token].isWaiting { return try end(token, .reset) }
    try proceed(token)
  }

  /// A connection's timer came.
  mutating func resume(_ token: Token) throws(Errno) {
    connections[token].timer = nil
    if connections[token].isLeaving { return try end(token, .farewell) }
    connections[token].resume()
    try proceed(token)
  }

  /// Lets a connection go on until it has to wait.
  mutating func proceed(_ token: Token) throws(Errno) {
    while connections.contains(token) {
      switch connections[token].proceed(&buffer) {
      case .waits(let interest): return try watch(token, interest)
      case .pauses(let duration):
        setTimer(token, duration)
        return try watch(token, [])
      case .poisons: try closeDoor(connections[token].peer)
      case .leaves: setTimer(token, settings.grace)
      case .ended(let ending): try end(token, ending)
      }
    }
  }

  private mutating func setTimer(_ token: Token, _ duration: Duration) {
    let due = loop.now + duration.wholeNanoseconds
    connections[token].timer = loop.timers.schedule(at: due, token.rawValue)
  }

  private mutating func watch(_ token: Token, _ interest: Interest) throws(Errno) {
    guard connections[token].interest != interest else { return }
    connections[token].interest = interest
    try loop.poller.change(connections[token].socket.descriptor, token, to: interest)
  }

  /// Takes a connection off the table and closes it.
  mutating func end(_ token: Token, _ ending: Ending) throws(Errno) {
    guard let connection = connections.remove(token) else { return }
    if let timer = connection.timer { loop.timers.cancel(timer) }
    report.event("disconnected", [.text("peer", connection.peer), .text("reason", ending.reason)])
    try door?.hold(false, loop.poller)
  }

  /// Begins the work that blocks: on the loop, which then serves nobody, or on a thread of its own.
  mutating func beginBlocking() throws(Errno) {
    guard let blocking else { return }
    if settings.model == .threads {
      try DetachedThread.start { blocking.runForever() }
    } else {
      _ = loop.timers.schedule(at: loop.now + blocking.nanoseconds, Fixed.blocking.rawValue)
    }
  }

  /// Blocks the loop, and sets the next time.
  mutating func block() {
    guard let blocking else { return }
    blocking.run()
    _ = loop.timers.schedule(at: Timestamp.monotonicNow + blocking.nanoseconds, Fixed.blocking.rawValue)
  }

  /// The first signal ends politely, the second at once.
  mutating func takeSignals() throws(Errno) {
    while try signals.next() != nil {
      if isDraining { isOver = true }
      isDraining = true
      door = nil
      hall.closeQueue()
      _ = loop.timers.schedule(at: loop.now + settings.grace.wholeNanoseconds, Fixed.grace.rawValue)
    }
  }
}
