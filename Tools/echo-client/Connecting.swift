import EventLoop
import Glibc
import SocketKit
import ToolKit

/// From a name to a connection.
enum Connecting {
  /// Tries each address behind the name until one answers.
  ///
  /// - Parameter deadline: CLOCK_MONOTONIC in nanoseconds, for all of them together; nil leaves it to the kernel.
  /// - Throws: why the last one failed, with its address.
  static func open(_ place: HostPort, until deadline: Int64?) throws(Failure) -> StreamSocket {
    let addresses: [SocketAddress]
    do throws(HostPort.ResolutionError) {
      addresses = try place.resolve()
    } catch {
      throw Failure(.unavailable, "\(error)")
    }
    var failure = Failure(.unavailable, "\(place): no address")
    for address in addresses {
      do throws(Errno) {
        return try connect(address, until: deadline)
      } catch {
        failure = explain(error, address)
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

  private static func explain(_ error: Errno, _ address: SocketAddress) -> Failure {
    switch error.rawValue {
    case ECONNREFUSED, ECONNRESET, ETIMEDOUT, EHOSTUNREACH, ENETUNREACH:
      Failure(.negative, "connect \(address): \(error)")
    default:
      Failure(errno: error, doing: "connect \(address)")
    }
  }
}
