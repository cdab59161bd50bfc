import SocketKit

/// Both ends of one connection, through the kernel's loopback.
struct LoopbackPair: ~Copyable {
  let client: StreamSocket
  let server: StreamSocket

  init(over host: IPAddress = .loopback) throws(Errno) {
    let listener = try ListeningSocket(on: SocketAddress(host, port: 0), backlog: 1)
    let first = try StreamSocket.connected(to: listener)
    let second = try listener.nextConnection()
    client = first
    server = second
  }
}

extension StreamSocket {
  /// A new connection to `listener`, established.
  static func connected(to listener: borrowing ListeningSocket) throws(Errno) -> StreamSocket {
    let place = try listener.localAddress()
    let socket = try StreamSocket(for: place)
    if try socket.connect(to: place) == .inProgress { try wait(until: .writable, socket.descriptor) }
    if let error = try socket.pendingError() { throw error }
    return socket
  }
}

extension ListeningSocket {
  /// The next connection, when it comes.
  borrowing func nextConnection() throws(Errno) -> StreamSocket {
    try wait(until: .readable, descriptor)
    guard let accepted = try accept() else { throw .wouldBlock }
    return accepted.intoSocket()
  }
}
