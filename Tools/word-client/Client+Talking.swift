import EventLoop
import SocketKit
import ToolKit

extension Client {
  /// The time for a message has come, or the time for the end.
  mutating func tick(_ token: Token) throws(Errno) {
    guard loop.now < visits[token].phaseEnd else { return try leave(token) }
    visits[token].nextSend = loop.now + settings.interval.wholeNanoseconds
    setTimer(token)
    // A server that takes nothing gets nothing more: what it is owed stays one message.
    guard visits[token].owed.isEmpty else { return }
    let choice = Int.random(in: 0 ..< messages.count, using: &visits[token].choices)
    let message = messages[choice]
    try guarded(token) { (visit: inout Visit) throws(Errno) in try visit.say(message) }
    guard visits.contains(token) else { return }
    totals.sent += 1
    report.event("sent", [.integer("id", visits[token].id), .octets("text", Array(message.dropLast()))])
  }

  /// Closes the writing side; the server may finish.
  mutating func leave(_ token: Token) throws(Errno) {
    let end = loop.now + settings.grace.wholeNanoseconds
    try guarded(token) { (visit: inout Visit) throws(Errno) in try visit.leave(until: end) }
    if visits.contains(token) { setTimer(token) }
  }

  /// Moves octets.
  mutating func talk(_ token: Token, _ readiness: Readiness) throws(Errno) {
    if readiness.isWritable {
      try guarded(token) { (visit: inout Visit) throws(Errno) in try visit.send() }
    }
    guard visits.contains(token), readiness.isReadable || readiness.isBroken else { return }
    let result: ReadResult
    do throws(Errno) {
      result = try visits[token].receive(&buffer)
    } catch {
      return try fail(token, "\(error)")
    }
    let id = visits[token].id
    while let reply = visits[token].nextReply() {
      totals.replied += 1
      switch reply {
      case .line(let text): report.event("reply", [.integer("id", id), .octets("text", text)])
      case .tooLong: report.diagnose("connection \(id): a reply of more than \(Visit.replyLimit) octets is not shown")
      }
    }
    guard case .endOfStream = result else { return }
    if visits[token].sent > 0, visits[token].replied == 0 { return try fail(token, "no reply came") }
    close(token)
  }

  /// Does something with a connection that may break it, and watches it for what it waits for then.
  private mutating func guarded(_ token: Token, _ body: (inout Visit) throws(Errno) -> Void) throws(Errno) {
    let before = visits[token].interest
    do throws(Errno) {
      try body(&visits[token])
    } catch {
      return try fail(token, "\(error)")
    }
    guard visits[token].interest != before else { return }
    try loop.poller.change(visits[token].socket.descriptor, token, to: visits[token].interest)
  }

  /// Ends a connection that did not come about, or did not end well.
  mutating func fail(_ token: Token, _ reason: String) throws(Errno) {
    count(visits[token].id, reason)
    if visits[token].phase == .connecting { remove(token) } else { close(token) }
  }

  /// Counts a failure.
  mutating func count(_ id: Int, _ reason: String) {
    totals.failed += 1
    complaints.say("connection \(id)", reason)
  }

  private mutating func close(_ token: Token) {
    report.event(
      "closed",
      [
        .integer("id", visits[token].id), .integer("sent", visits[token].sent),
        .integer("replied", visits[token].replied),
      ])
    remove(token)
  }

  /// Takes a connection off the table and closes it.
  mutating func remove(_ token: Token) {
    guard let visit = visits.remove(token) else { return }
    if let timer = visit.timer { loop.timers.cancel(timer) }
  }
}
