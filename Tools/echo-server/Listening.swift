import SocketKit
import ToolKit

/// How the listening socket comes to be.
enum Listening {
  /// Listens on the first address behind the name that this host has.
  ///
  /// - Throws: with the address in its sentence.
  static func open(_ settings: Settings) throws(Failure) -> ListeningSocket {
    let addresses: [SocketAddress]
    do throws(HostPort.ResolutionError) {
      addresses = try settings.listen.resolve()
    } catch {
      throw Failure(.unavailable, "\(error)")
    }
    var failure = Failure(.unavailable, "\(settings.listen): no address")
    for address in addresses {
      do throws(Errno) {
        let listener = try ListeningSocket(on: address, backlog: settings.backlog)
        try prepare(listener, settings)
        return listener
      } catch {
        failure = Failure(errno: error, doing: "listen on \(address)", needs: "CAP_NET_BIND_SERVICE")
        // The next address is for hosts that lack this one's family, not for running past whoever holds the port.
        if error == .addressInUse || error == .permissionDenied { break }
      }
    }
    throw failure
  }

  /// Sets on the listener what every accepted socket inherits, instead of on each of them.
  ///
  /// A second descriptor of the same socket, because a listener has no options of its own type.
  private static func prepare(_ listener: borrowing ListeningSocket, _ settings: Settings) throws(Errno) {
    let socket = StreamSocket(owning: try listener.descriptor.duplicate())
    try socket.set(.noDelay, to: settings.noDelay)
    guard let idle = settings.keepAlive else { return }
    try socket.set(.keepAlive, to: true)
    try socket.set(.keepAliveIdle, to: idle)
  }
}
