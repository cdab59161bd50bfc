import EventLoop
import SocketKit

extension Server {
  /// Moves octets of a connection, and does what follows from it.
  mutating func advance(_ token: Token, _ readiness: Readiness) throws(Errno) {
    let (sent, received) = (streams[token].octetsOut, streams[token].octetsIn)
    let hadEnded = streams[token].peerEnded
    do throws(Ending) {
      if readiness.isReadable || readiness.isBroken { try streams[token].receive(&room) }
      if hadEnded, readiness.isBroken { try streams[token].explainBreak() }
      if readiness.isWritable { try send(token) }
    } catch {
      return try end(token, error)
    }
    streams[token].tellMoved(
      report, sent: streams[token].octetsOut - sent, received: streams[token].octetsIn - received)
    if streams[token].peerEnded, !hadEnded {
      streams[token].tellHalfClosed(report, by: "peer", octets: streams[token].octetsIn, now: loop.now)
    }
    try follow(token)
  }

  /// A timer of a connection came: the next chunk is due, or it is time to look whether all is acknowledged.
  mutating func resume(_ token: Token) throws(Errno) {
    streams[token].timer = nil
    guard streams[token].isPausing else { return try follow(token) }
    streams[token].isPausing = false
    let sent = streams[token].octetsOut
    do throws(Ending) { try send(token) } catch { return try end(token, error) }
    streams[token].tellMoved(report, sent: streams[token].octetsOut - sent, received: 0)
    try follow(token)
  }

  private mutating func send(_ token: Token) throws(Ending) {
    let wasOut = streams[token].isFileOut
    try streams[token].send(&room)
    if streams[token].isFileOut, !wasOut { streams[token].tellEndOfFile(report) }
  }

  /// What a connection does next: closes its half, waits for its timer, its peer or room, or is over.
  private mutating func follow(_ token: Token) throws(Errno) {
    do throws(Errno) {
      let isDue = settings.halfClose == .afterFile || streams[token].peerEnded
      if streams[token].isFileOut, isDue, !streams[token].isHalfClosed {
        try streams[token].halfClose()
        streams[token].tellHalfClosed(report, by: "self", octets: streams[token].octetsOut, now: loop.now)
      }
      if streams[token].isClosed, try streams[token].socket.isSettled() { return try end(token, .complete) }
      try watch(token)
    } catch {
      return try end(token, Ending(error))
    }
  }

  private mutating func watch(_ token: Token) throws(Errno) {
    if let wait = streams[token].wait(settings), streams[token].timer == nil {
      streams[token].timer = loop.timers.schedule(at: loop.now + wait, token.rawValue)
    }
    let wanted = streams[token].wantedInterest
    guard wanted != streams[token].interest else { return }
    let previous = streams[token].interest
    streams[token].interest = wanted
    if let wanted, previous != nil {
      try loop.poller.change(streams[token].socket.descriptor, token, to: wanted)
    } else {
      try loop.poller.remove(streams[token].socket.descriptor)
    }
  }
}
