import SocketKit

extension Settings {
  /// Sets on the listener what every accepted socket inherits, instead of on each of them.
  ///
  /// A second descriptor of the same socket, because a listener has no options of its own type.
  func prepare(_ listener: borrowing ListeningSocket) throws(Errno) {
    let socket = StreamSocket(owning: try listener.descriptor.duplicate())
    try socket.set(.noDelay, to: noDelay)
    guard let keepAlive else { return }
    try socket.set(.keepAlive, to: true)
    try socket.set(.keepAliveIdle, to: keepAlive)
  }
}
