import EventLoop
import SocketKit
import ToolKit

/// From a name to a connection.
enum Connecting {
  /// Tries each address behind the name until one answers.
  ///
  /// - Parameter deadline: CLOCK_MONOTONIC in nanoseconds, for all of them together; nil leaves it to the kernel.
  /// - Throws: why the last one failed, with its address.
  static func open(_ place: HostPort, until deadline: Int64?) throws(Failure) -> StreamSocket {
    var failure = Failure(.unavailable, "\(place): no address")
    for address in try place.addresses() {
      do throws(Errno) {
        return try connect(address, until: deadline)
      } catch {
        failure = Failure(connecting: error, to: address)
      }
    }
    throw failure
  }

  private static func connect(_ address: SocketAddress, until deadline: Int64?) throws(Errno) -> StreamSocket {
    let socket = try StreamSocket(for: address)
    if try socket.connect(to: address) == .inProgress {
      var poller = try Poller(capacity: 1)
      try poller.add(socket.descriptor, .fixed(0), .writable)
      guard try poller.wait(until: deadline) > 0 else { throw .timedOut }
      if let error = try socket.pendingError() { throw error }
    }
    try socket.set(.noDelay, to: true)
    return socket
  }
}
