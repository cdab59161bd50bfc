import EventLoop
import SocketKit
import ToolKit

extension Session {
  /// Reads, echoes and closes until both sides are closed.
  ///
  /// - Returns: `.negative` when the stream did not come to its end, or not as expected.
  mutating func run() throws(Failure) -> ExitStatus {
    while !isDone {
      let count = try turn()
      for index in 0 ..< count { try handle(loop.poller.event(at: index)) }
      while let payload = loop.expire() { expire(Token(rawValue: payload)) }
      follow()
    }
    tellEnding()
    guard let complaint = complaint ?? shortfall else { return .done }
    if settings.logLevel.tellsWarnings { report.diagnose(complaint) }
    return .negative
  }

  private var isDone: Bool {
    if isOver || isSettled && passage.isStored { return true }
    // Deaf without the server's FIN: there is nothing to wait for but our own, which comes by its timer or never.
    return isDeaf && !peerEnded && (isHalfClosed || settings.writeTimeout == nil)
  }

  /// Watches what each direction waits for now, and waits.
  private mutating func turn() throws(Failure) -> Int {
    do throws(Errno) {
      try socketWatch.set(wantedInterest, on: socket.descriptor, loop.poller)
      try output?.wait(!passage.isStored, loop.poller)
      return try loop.wait()
    } catch {
      throw Failure(errno: error, doing: "epoll")
    }
  }

  /// Nil when not even a hang-up is news, or when a read has to wait and so cannot explain it.
  private var wantedInterest: Interest? {
    let canRead = !peerEnded && !isDeaf && passage.isStored && passage.isEchoed
    if isHalfClosed && peerEnded || isBroken && !canRead { return nil }
    var wanted: Interest = []
    if canRead { wanted.insert(.readable) }
    if !passage.isEchoed { wanted.insert(.writable) }
    return wanted
  }

  private mutating func handle(_ readiness: Readiness) throws(Failure) {
    switch readiness.token {
    case Fixed.socket:
      if readiness.isBroken { explainBreak() }
      if readiness.isWritable { echo() }
      if readiness.isReadable || readiness.isBroken { try receive() }
    case Fixed.output: try store()
    case Fixed.signals: takeSignals()
    default: break
    }
  }

  /// Each timer was set once, and comes once.
  private mutating func expire(_ token: Token) {
    switch token {
    case Fixed.writing: halfClose()
    case Fixed.reading: closeReading()
    case Fixed.look: look = nil
    default: isOver = true
    }
  }

  /// The first signal closes the writing side, and the server may finish; the second ends all.
  private mutating func takeSignals() {
    while (try? signals.next()) != nil {
      if isInterrupted { isOver = true }
      isInterrupted = true
      _ = loop.timers.schedule(at: loop.now + settings.grace.wholeNanoseconds, Fixed.grace.rawValue)
      halfClose()
    }
  }
}
