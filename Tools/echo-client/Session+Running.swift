import EventLoop
import SocketKit
import ToolKit

extension Session {
  /// Moves octets until the peer's end, or until something forbids to wait for it.
  ///
  /// - Returns: `.negative` when the peer did not give back at least what it was sent.
  mutating func run() throws(Failure) -> ExitStatus {
    while !isOver, !peerEnded || !inbound.isEmpty {
      let count = try turn()
      for index in 0 ..< count { try handle(loop.poller.event(at: index)) }
      while let payload = loop.expire() { expire(Token(rawValue: payload)) }
    }
    if outputWatch == nil { replies.finish() }
    report.event("closed", [.integer("octets_out", octetsOut), .integer("octets_in", octetsIn)])
    if complaint == nil, !isOver, !inputEnded || !outbound.isEmpty || octetsIn < octetsOut {
      complaint = "the peer closed early: \(octetsIn) of \(octetsOut) octets came back"
    }
    guard let complaint else { return .done }
    report.diagnose(complaint)
    return .negative
  }

  /// Watches what each direction waits for now, and waits.
  private mutating func turn() throws(Failure) -> Int {
    let wantsInput = !inputEnded && outbound.isEmpty && verifier?.hasRoom ?? true
    var wanted: Interest = []
    if inbound.isEmpty && !peerEnded { wanted.insert(.readable) }
    // A file is as fast as the socket takes it.
    if !outbound.isEmpty || wantsInput && inputWatch.isAlwaysReady { wanted.insert(.writable) }
    if isBroken { wanted.remove(.writable) }
    do throws(Errno) {
      try socketWatch.set(wanted.isEmpty ? nil : wanted, on: socket.descriptor, loop.poller)
      try inputWatch.set(wantsInput ? .readable : nil, on: input, loop.poller)
      try outputWatch?.set(inbound.isEmpty ? nil : .writable, on: output, loop.poller)
      return try loop.wait()
    } catch {
      throw Failure(errno: error, doing: "epoll")
    }
  }

  private mutating func handle(_ readiness: Readiness) throws(Failure) {
    switch readiness.token {
    case Fixed.socket:
      if readiness.isBroken { isBroken = true }
      if readiness.isReadable || readiness.isBroken { try receive() }
      if readiness.isWritable { try send() }
    case Fixed.input: try takeInput()
    case Fixed.output: try deliver()
    case Fixed.signals: takeSignals()
    default: break
    }
  }

  private mutating func expire(_ token: Token) {
    guard token == Fixed.silence, let timeout = settings.timeout else {
      isOver = true
      return
    }
    let isOwed = !outbound.isEmpty || isHalfClosed || octetsIn < octetsOut
    let nanoseconds = Int64(timeout / .nanoseconds(1))
    let due = (isOwed ? lastActive : loop.now) + nanoseconds
    guard due <= loop.now else {
      _ = loop.timers.schedule(at: due, token.rawValue)
      return
    }
    complaint = "nothing came for \(timeout): \(octetsIn) of \(octetsOut) octets came back"
    isOver = true
  }

  /// The first signal ends the input, and the peer may finish; the second ends all.
  private mutating func takeSignals() {
    while (try? signals.next()) != nil {
      if isInterrupted { isOver = true }
      isInterrupted = true
      _ = loop.timers.schedule(at: loop.now + Int64(settings.grace / .nanoseconds(1)), Fixed.grace.rawValue)
      endInput()
    }
  }
}
