import SocketKit

/// A connection that was accepted. While it lives its descriptor is open: that is the whole leak.
struct Connection: ~Copyable {
  let socket: StreamSocket
  let peer: SocketAddress?

  init(_ accepted: consuming ListeningSocket.Accepted) {
    peer = accepted.peer
    socket = accepted.intoSocket()
  }

  /// The peer as events show it.
  var peerText: String { peer?.description ?? "unknown" }

  /// Reads once what nobody wants.
  ///
  /// - Parameter room: where it goes.
  /// - Returns: why the connection is over, or nil while it is not.
  func discard(_ room: inout [UInt8]) -> String? {
    do throws(Errno) {
      var span = room.mutableSpan
      var octets = span.mutableBytes
      if case .endOfStream = try socket.read(into: &octets) { return "end-of-stream" }
      return nil
    } catch {
      return error == .connectionReset ? "reset" : error.name
    }
  }
}
