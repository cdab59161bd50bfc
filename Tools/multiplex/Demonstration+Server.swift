import EventLoop
import SocketKit
import ToolKit

extension Demonstration {
  /// Lets in who waits in the queue.
  mutating func admit() throws(Errno) {
    for _ in 0 ..< Door.entriesPerTurn {
      if parties.isFull { try door?.hold(true, loop.poller) }
      guard let entered = try door?.next(&loop) else { break }
      try enter(entered.intoSocket())
      accepted += 1
      // All are here: a moment that must not fall between two looks.
      if accepted == settings.clients { peaks.look() }
    }
    if let error = door?.complaint(now: loop.now) { complaints.say("accept", "\(error)") }
  }

  private mutating func enter(_ socket: consuming StreamSocket) throws(Errno) {
    guard settings.model == .loop else {
      do throws(Errno) {
        try ServingThread.start(socket, delay: settings.delay)
      } catch {
        complaints.say("thread", "\(error)")
      }
      return
    }
    let token = parties.insert(Party(socket, .server, .hearing))
    try loop.poller.add(parties[token].socket.descriptor, token, .readable)
  }

  /// An end's descriptor is ready.
  mutating func proceed(_ token: Token, _ readiness: Readiness) throws(Errno) {
    let role = parties[token].role
    if case .client(let number) = role, parties[token].phase == .connecting { return try enter(token, number) }
    let step: Party.Step
    do throws(Errno) {
      step = try parties[token].phase == .waiting ? .over : parties[token].hear()
    } catch {
      step = .failed("\(error)")
    }
    switch (step, role) {
    case (.goesOn, _): break
    case (.waits, _): try wait(token)
    case (.answered, _):
      answered += 1
      try end(token)
    case (.failed(let reason), .client(let number)):
      fail(token, number, reason)
      try door?.hold(false, loop.poller)
    case (.failed, .server), (.over, _): try end(token)
    }
  }

  /// Waits without holding up anybody: the time is a timer's. Only a hang-up is heard meanwhile.
  private mutating func wait(_ token: Token) throws(Errno) {
    parties[token].phase = .waiting
    try loop.poller.change(parties[token].socket.descriptor, token, to: [])
    schedule(token, after: settings.delay)
  }

  /// The wait of a server's end is over.
  mutating func answer(_ token: Token) throws(Errno) {
    // Where it fails the client finds out.
    try? parties[token].say(Message.answer(to: parties[token].received))
    try end(token)
  }

  private mutating func end(_ token: Token) throws(Errno) {
    _ = parties.remove(token)
    try door?.hold(false, loop.poller)
  }
}
