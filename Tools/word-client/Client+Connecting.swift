import EventLoop
import SocketKit
import ToolKit

extension Client {
  /// Begins a connection, at the first of the server's addresses that can be tried.
  mutating func open(_ id: Int, address: Int, choices: SplitMix) throws(Errno) {
    var reason = Errno.addressNotAvailable
    for index in address ..< addresses.count {
      do throws(Errno) {
        let socket = try StreamSocket(for: addresses[index])
        let isConnected = try socket.connect(to: addresses[index]) == .connected
        return try begin(id, socket, address: index, choices, isConnected)
      } catch {
        reason = error
      }
    }
    count(id, Failure(connecting: reason, to: addresses[addresses.count - 1]).message)
  }

  private mutating func begin(
    _ id: Int, _ socket: consuming StreamSocket, address: Int, _ choices: SplitMix, _ isConnected: Bool
  ) throws(Errno) {
    let end = loop.now + settings.timeout.wholeNanoseconds
    let token = visits.insert(Visit(id, socket, address: address, choices: choices, until: end))
    try loop.poller.add(visits[token].socket.descriptor, token, visits[token].interest)
    if isConnected { return try enter(token) }
    setTimer(token)
  }

  /// A connect has been decided.
  mutating func decide(_ token: Token) throws(Errno) {
    let error: Errno?
    do throws(Errno) {
      error = try visits[token].socket.pendingError()
    } catch let other {
      error = other
    }
    guard let error else { return try enter(token) }
    let (id, address, choices) = (visits[token].id, visits[token].address, visits[token].choices)
    guard address + 1 < addresses.count else {
      return try fail(token, Failure(connecting: error, to: addresses[address]).message)
    }
    remove(token)
    try open(id, address: address + 1, choices: choices)
  }

  private mutating func enter(_ token: Token) throws(Errno) {
    let (local, remote): (SocketAddress, SocketAddress)
    do throws(Errno) {
      // A line that waits for another would hold the conversation up, and the kernel would wait for an ACK.
      try visits[token].socket.set(.noDelay, to: true)
      local = try visits[token].socket.localAddress()
      remote = try visits[token].socket.peerAddress()
    } catch {
      return try fail(token, "\(error)")
    }
    totals.connections += 1
    report.event("connected", [.integer("id", visits[token].id), .text("local", local), .text("remote", remote)])
    let now = Timestamp.monotonicNow
    visits[token].phase = .talking
    visits[token].phaseEnd = now + settings.timeout.wholeNanoseconds
    visits[token].nextSend = now + settings.interval.wholeNanoseconds
    try loop.poller.change(visits[token].socket.descriptor, token, to: visits[token].interest)
    setTimer(token)
  }

  /// Sets the connection's one timer to what comes next.
  mutating func setTimer(_ token: Token) {
    if let timer = visits[token].timer { loop.timers.cancel(timer) }
    visits[token].timer = loop.timers.schedule(at: visits[token].due, token.rawValue)
  }
}
