import Glibc
import Observe
import SocketKit

/// A listener and one connection to it over loopback, all three in this process.
struct LoopbackConnection: ~Copyable {
  let listener: ListeningSocket
  var client: StreamSocket?
  var server: StreamSocket?
  let listening: SocketAddress
  let clientEnd: SocketAddress

  init(_ address: IPAddress = Self.own()) throws {
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

  /// An address of 127.0.0.0/8 that no other test has, nor one that left a TIME_WAIT a minute ago.
  static func own() -> IPAddress {
    IPAddress(127, .random(in: 1 ... 254), .random(in: 0 ... 255), .random(in: 1 ... 254))
  }

  /// Whether a socket is one of the three: ports alone are shared with tests that run beside this one.
  func owns(_ socket: SocketSnapshot) -> Bool {
    switch (socket.local, socket.remote) {
    case (listening, clientEnd), (clientEnd, listening): true
    default: socket.local == listening && socket.state == .listen
    }
  }

  func clientFinishes() throws { try client?.shutdown(.writing) }
  mutating func clientCloses() { client = nil }
  mutating func serverCloses() { server = nil }
}
