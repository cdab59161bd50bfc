public import SocketKit

/// How a tool that serves comes to its listening socket.
public enum Listening {
  /// Listens on the first address behind the name that this host has.
  ///
  /// - Parameters:
  ///   - place: resolved here, so it may block as long as the resolver does.
  ///   - backlog: as of `ListeningSocket`.
  /// - Throws: a failure with the address in its sentence: status 69 for a name without an address, 71 for a port that is
  ///   taken or an address of another host, 77 for a port that needs CAP_NET_BIND_SERVICE.
  public static func open(_ place: HostPort, backlog: Int) throws(Failure) -> ListeningSocket {
    let addresses: [SocketAddress]
    do throws(HostPort.ResolutionError) {
      addresses = try place.resolve()
    } catch {
      throw Failure(error)
    }
    var failure = Failure(.unavailable, "\(place): no address")
    for address in addresses {
      do throws(Errno) {
        return try ListeningSocket(on: address, backlog: backlog)
      } catch {
        failure = Failure(errno: error, doing: "listen on \(address)", needs: "CAP_NET_BIND_SERVICE")
        // The next address is for hosts that lack this one's family, not for running past whoever holds the port.
        if error == .addressInUse || error == .permissionDenied { break }
      }
    }
    throw failure
  }
}

extension Report {
  /// Says that connections are taken from now on, and at which port: the one that the kernel chose, where it was asked to.
  ///
  /// - Parameter address: the listening socket's own.
  public func listening(at address: SocketAddress) {
    event("listening", [.text("address", address.address), .integer("port", address.port)])
  }
}
