import Glibc
import SocketKit

/// A listener and one connection to it over loopback, all three in this process.
struct LoopbackConnection: ~Copyable {
  let listener: ListeningSocket
  var client: StreamSocket?
  var server: StreamSocket?
  let listening: SocketAddress
  let clientEnd: SocketAddress

  init(_ address: IPAddress = .loopback) throws {
    let listener = try ListeningSocket(on: SocketAddress(address, port: 0), backlog: 7)
    let listening = try listener.localAddress()
    let socket = try StreamSocket(for: listening)
    _ = try socket.connect(to: listening)
    let clientEnd = try socket.localAddress()
    var entry = pollfd(fd: listener.descriptor.rawValue, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, 5000) == 1, let accepted = try listener.accept() else { throw Errno.timedOut }
    self.listener = consume listener
    self.listening = listening
    self.clientEnd = clientEnd
    client = consume socket
    server = accepted.intoSocket()
  }

  func clientFinishes() throws { try client?.shutdown(.writing) }
  mutating func clientCloses() { client = nil }
  mutating func serverCloses() { server = nil }
}
