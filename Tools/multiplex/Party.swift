import EventLoop
import SocketKit

/// One end of a connection between us and ourselves: a client's, or the server's.
struct Party: ~Copyable {
  let socket: StreamSocket
  let role: Role
  var phase: Phase
  var received: [UInt8] = []

  enum Role: Hashable {
    /// 1 ... `--clients`.
    case client(Int)
    case server
  }

  enum Phase: Hashable {
    case connecting
    /// For a request, or for an answer.
    case hearing
    /// For the server's delay.
    case waiting
  }

  /// What an event led to.
  enum Step {
    case goesOn
    /// A request is whole: the server waits now.
    case waits
    /// A client has all that it was to get, and nothing else.
    case answered
    case failed(String)
    /// The server's part is done, or its peer left.
    case over
  }

  init(_ socket: consuming StreamSocket, _ role: Role, _ phase: Phase) {
    self.socket = socket
    self.role = role
    self.phase = phase
  }

  /// Says something short: a new connection's buffer has room for it.
  func say(_ octets: [UInt8]) throws(Errno) {
    guard try socket.write(octets.span.bytes) == octets.count else { throw .noBufferSpace }
  }

  /// Reads once.
  mutating func hear() throws(Errno) -> Step {
    var buffer = [UInt8](repeating: 0, count: Message.limit + 1)
    switch try socket.read(into: &buffer) {
    case .notReady: return .goesOn
    case .octets(let count): received += buffer[..<count]
    case .endOfStream: return end()
    }
    switch role {
    case .client: return .goesOn
    case .server where received.count > Message.limit: return .over
    case .server: return Message.isWhole(received) ? .waits : .goesOn
    }
  }

  private func end() -> Step {
    guard case .client(let number) = role else { return .over }
    if received == Message.answer(to: Message.request(number)) { return .answered }
    return .failed(
      received.isEmpty ? "the server closed without an answer" : "the answer is not the one to its request")
  }
}
