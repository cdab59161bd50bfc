import EventLoop
import Observe
import SocketKit
import ToolKit

extension Server {
  /// The cure: reads what comes, and closes when the peer has.
  mutating func discard(_ token: Token) throws(Errno) {
    guard let reason = connections[token].discard(&discarded), let connection = connections.remove(token) else {
      return
    }
    report.verbose("close", [.text("peer", connection.peerText), .text("reason", reason)])
    try door?.hold(false, loop.poller)
  }

  /// Closes all that is held, and begins anew.
  mutating func release() throws(Errno) {
    let count = connections.count
    for place in connections.places {
      if let token = connections.token(at: place) { _ = connections.remove(token) }
    }
    isExhausted = false
    report.result("released", [.integer("connections", count)])
    try door?.hold(false, loop.poller)
  }

  /// Asks for the states, and goes on asking while there is something to have one.
  mutating func look() {
    isLooking = false
    tellStates(always: false)
    if connections.count > 0 { scheduleLook() }
  }

  /// Once, however many connections there are to look at.
  mutating func scheduleLook() {
    guard !isLooking else { return }
    isLooking = true
    schedule(Fixed.look, after: Self.lookNanoseconds)
  }

  /// - Parameter always: also when they are what was told last.
  mutating func tellStates(always: Bool) {
    do throws(SocketDiagnosisError) {
      let states = try census.states()
      guard always || states != told else { return }
      told = states
      report.result("states", states.fields)
    } catch {
      // The next look may go better; the last one is somebody's answer.
      if always { report.diagnose("sock_diag: \(error)") }
    }
  }

  /// SIGTERM and SIGINT. Whoever leaks has nothing to finish; the cured server lets its peers close first.
  mutating func takeSignals() throws(Errno) {
    while try signals.next() != nil {
      if !settings.isCured || door == nil { isOver = true }
      door = nil
      schedule(Fixed.grace, after: Int64(settings.grace / .nanoseconds(1)))
    }
  }
}
