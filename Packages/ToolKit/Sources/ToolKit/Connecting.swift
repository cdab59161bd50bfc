public import SocketKit

/// How a tool that asks a server comes to its connection.
public enum Connecting {
  /// Connects to the first address behind the name that answers, with Nagle's algorithm off.
  ///
  /// - Parameters:
  ///   - place: resolved here, so it may block as long as the resolver does.
  ///   - deadline: CLOCK_MONOTONIC in nanoseconds, for all addresses together; nil leaves it to the kernel.
  /// - Throws: why the last one failed, with its address: status 1 when the peer or the network said no, or nothing; 69
  ///   for a name without an address.
  public static func open(_ place: HostPort, until deadline: Int64? = nil) throws(Failure) -> StreamSocket {
    var failure = Failure(.unavailable, "\(place): no address")
    for address in try place.addresses() {
      do throws(Errno) {
        let socket = try StreamSocket.connected(to: address, until: deadline)
        try socket.set(.noDelay, to: true)
        return socket
      } catch {
        failure = Failure(connecting: error, to: address)
      }
    }
    throw failure
  }
}
