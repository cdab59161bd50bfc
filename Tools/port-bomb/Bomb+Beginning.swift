import EventLoop
import SocketKit
import ToolKit

extension Bomb {
  /// Attempts begun in one turn: those that fail at once must not keep a signal waiting.
  private static let launchesPerTurn = 256

  /// Where the connections go.
  var target: SocketAddress { addresses[0] }

  /// Whether there are attempts that nobody has begun.
  var hasMore: Bool { !isStopping && tally.attempted < settings.count }

  /// Begins what may begin now.
  mutating func launch() throws(Errno) {
    for _ in 0 ..< Self.launchesPerTurn {
      guard hasMore, hasRoom() else { return }
      guard isDue else { return wake(at: dueTime) }
      begin()
    }
    wake(at: loop.now)
  }

  private mutating func hasRoom() -> Bool {
    if addresses.count > 1 { return tally.pending == 0 }
    while let last = idle.last, !attempts.contains(last) { idle.removeLast() }
    return !idle.isEmpty || !attempts.isFull
  }

  private var isDue: Bool { settings.rate == nil || loop.now >= dueTime }

  /// When the next attempt is due.
  private var dueTime: Int64 {
    guard let rate = settings.rate else { return began }
    return began + Int64(Double(tally.attempted) * 1e9 / Double(rate))
  }

  private mutating func wake(at time: Int64) {
    guard !isPaced else { return }
    isPaced = true
    _ = loop.timers.schedule(at: time, Fixed.pace.rawValue)
  }

  private mutating func begin() {
    tally.begin(at: loop.now)
    if let token = idle.popLast() { return use(token) }
    do throws(Errno) {
      try open()
    } catch {
      fail(nil, error)
    }
  }

  private mutating func open() throws(Errno) {
    let socket = try StreamSocket(for: target)
    try sources.bind(socket, for: target)
    // Also one that is connected at once: the loop finds it writable.
    _ = try socket.connect(to: target)
    let token = attempts.insert(Attempt(socket, .connecting))
    do throws(Errno) {
      try loop.poller.add(attempts[token].socket.descriptor, token, .writable)
    } catch {
      end(token)
      throw error
    }
    limit(token)
  }

  /// The next use of a connection of the pool: an octet goes, and has to come back.
  mutating func use(_ token: Token) {
    attempts[token].phase = .echoing
    limit(token)
    do throws(Errno) {
      let octet: [UInt8] = [UInt8(ascii: "\n")]
      if try attempts[token].socket.write(octet.span.bytes) == 0 { throw .wouldBlock }
    } catch {
      fail(token, error)
    }
  }

  private mutating func limit(_ token: Token) {
    let nanoseconds = Int64(settings.timeout / .nanoseconds(1))
    attempts[token].timer = loop.timers.schedule(at: loop.now + nanoseconds, token.rawValue)
  }
}
