import EventLoop
import SocketKit
import ToolKit

extension Bomb {
  /// A connection is there, or will not be.
  mutating func decide(_ token: Token) {
    do throws(Errno) {
      if let error = try attempts[token].socket.pendingError() { throw error }
      let local = try attempts[token].socket.localAddress()
      // Nobody listens: the port it was given is the one it asked for, and it has met itself (RFC 9293 §3.5).
      if local == target { throw Errno.connectionRefused }
      if report.loudness == .verbose {
        report.event("connected", [.text("local", local), .text("remote", target)])
      }
      addresses.removeSubrange(1...)
      stopTimer(of: token)
      guard settings.pool != nil else {
        tally.succeed(at: loop.now)
        return end(token)
      }
      try attempts[token].socket.set(.noDelay, to: true)
      try loop.poller.change(attempts[token].socket.descriptor, token, to: .readable)
      use(token)
    } catch {
      fail(token, error)
    }
  }

  /// Something came on a connection of the pool.
  mutating func takeAnswer(_ token: Token) {
    switch (attempts[token].answer(&room), attempts[token].phase) {
    case (.octets, .echoing):
      stopTimer(of: token)
      attempts[token].phase = .idle
      idle.append(token)
      tally.succeed(at: loop.now)
    case (.over(let error), .echoing): fail(token, error)
    // A pool loses what its peer closes, and opens another when there is need.
    case (.over, _): end(token)
    default: break
    }
  }

  /// Counts a failure, and gives up its connection.
  ///
  /// - Parameter token: nil when it had none.
  mutating func fail(_ token: Token?, _ error: Errno) {
    if let token { end(token) }
    report.verbose("failed", [.text("remote", target), .text("errno", error.name)])
    if addresses.count > 1 {
      addresses.removeFirst()
      tally.forget()
    } else {
      tally.fail(error, at: loop.now)
    }
  }

  /// Closes a connection, with FIN or with RST.
  mutating func end(_ token: Token) {
    stopTimer(of: token)
    guard let attempt = attempts.remove(token) else { return }
    if settings.resets { attempt.abort() }
  }

  private mutating func stopTimer(of token: Token) {
    if let timer = attempts[token].timer { loop.timers.cancel(timer) }
    attempts[token].timer = nil
  }
}
