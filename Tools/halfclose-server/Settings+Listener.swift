import SocketKit

extension Settings {
  /// Sets on the listener what every accepted socket inherits.
  ///
  /// Each chunk is to be a segment of its own, so Nagle's algorithm is off. And no FIN may stand behind half a file,
  /// however this process ends, because the peer would take it for the whole: until the file is out, a close is RST.
  ///
  /// On a second descriptor of the same socket, because a listener has no options of its own type.
  static func prepare(_ listener: borrowing ListeningSocket) throws(Errno) {
    let socket = StreamSocket(owning: try listener.descriptor.duplicate())
    try socket.set(.noDelay, to: true)
    try socket.set(.linger, to: .seconds(0))
  }
}
