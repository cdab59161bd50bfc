import EventLoop
import SocketKit
import ToolKit

extension Demonstration {
  /// Begins some clients, and sets the time for the next.
  mutating func begin() throws(Errno) {
    for _ in 0 ..< Self.beginningsPerTurn where begun < settings.clients && !isInterrupted {
      begun += 1
      try begin(begun)
    }
    if begun < settings.clients { schedule(Fixed.beginning, after: .zero) }
  }

  private mutating func begin(_ number: Int) throws(Errno) {
    do throws(Errno) {
      let socket = try StreamSocket(for: address)
      let isConnected = try socket.connect(to: address) == .connected
      let token = parties.insert(Party(socket, .client(number), .connecting))
      try loop.poller.add(parties[token].socket.descriptor, token, .writable)
      if isConnected { try enter(token, number) }
    } catch {
      failed += 1
      complaints.say("client \(number)", Failure(connecting: error, to: address).message)
    }
  }

  /// The connection came about, or did not.
  mutating func enter(_ token: Token, _ number: Int) throws(Errno) {
    do throws(Errno) {
      if let error = try parties[token].socket.pendingError() { throw error }
      // For those who read a record of our calls: which of so many connections is this descriptor's.
      _ = try parties[token].socket.localAddress()
      try parties[token].say(Message.request(number))
    } catch {
      return fail(token, number, "\(error)")
    }
    parties[token].phase = .hearing
    try loop.poller.change(parties[token].socket.descriptor, token, to: .readable)
  }

  /// Ends a client without its answer.
  mutating func fail(_ token: Token, _ number: Int, _ reason: String) {
    failed += 1
    complaints.say("client \(number)", reason)
    _ = parties.remove(token)
  }
}
