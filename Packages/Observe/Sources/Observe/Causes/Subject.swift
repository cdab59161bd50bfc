public import SocketKit

/// What a question about sockets is about.
public enum Subject: Hashable, Sendable {
  /// A port, at either end of a connection: a service and its clients, as far as they are here.
  case port(UInt16)
  /// Addresses with one port, at either end: what a name stands for. 1 ...
  case places([SocketAddress])
  /// One connection, by its two ends in either order.
  case connection(SocketAddress, SocketAddress)
  /// A process: what it holds, what waits for it, and the other ends of it.
  case process(CInt)

  /// What the kernel can be asked for; `select` does the rest.
  public var query: SocketQuery {
    switch self {
    case .port(let port): SocketQuery(port: .either(port), details: .information)
    case .places(let places): SocketQuery(port: places.first.map { .either($0.port) }, details: .information)
    case .connection(let one, _): SocketQuery(port: .either(one.port), details: .information)
    case .process: SocketQuery(details: .information)
    }
  }

  /// The sockets that the question is about.
  ///
  /// - Parameters:
  ///   - sockets: what `query` gave.
  ///   - owners: whose they are; only a process needs that.
  public func select(_ sockets: [SocketSnapshot], _ owners: SocketOwners) -> [SocketSnapshot] {
    switch self {
    case .port: sockets
    case .places(let places):
      sockets.filter { socket in
        places.contains { socket.isListening(at: $0) || socket.local == $0 || socket.remote == $0 }
      }
    case .connection(let one, let other):
      sockets.filter {
        $0.local == one && $0.remote == other || $0.local == other && $0.remote == one || $0.isListening(at: one)
          || $0.isListening(at: other)
      }
    case .process(let process): Self.select(sockets, owners, process)
    }
  }

  /// What nobody holds belongs to it when it waits in its listener's queue, or leads to where it leads: a connection in
  /// TIME_WAIT was somebody's, and who is not known any more.
  private static func select(
    _ sockets: [SocketSnapshot], _ owners: SocketOwners, _ process: CInt
  ) -> [SocketSnapshot] {
    var listening: Set<UInt16> = []
    var targets: Set<SocketAddress> = []
    var peers: Set<Sighting.Ends> = []
    func isOurs(_ socket: SocketSnapshot) -> Bool {
      owners.owners(of: socket.inode).contains { $0.process == process }
    }
    for socket in sockets where isOurs(socket) {
      if socket.state == .listen {
        listening.insert(socket.local.port)
      } else {
        targets.insert(socket.remote)
        peers.insert(Sighting.Ends(local: socket.remote, remote: socket.local))
      }
    }
    return sockets.filter { socket in
      if socket.state == .listen, targets.contains(where: { socket.isListening(at: $0) }) { return true }
      if socket.inode == 0 {
        return listening.contains(socket.local.port) || targets.contains(socket.remote)
          || targets.contains(socket.local)
      }
      return isOurs(socket) || peers.contains(Sighting.Ends(local: socket.local, remote: socket.remote))
    }
  }
}
