internal import SocketKit

// What waits in front of a program: for accept(2), or for the end of the handshake.
extension Diagnosis {
  func notAccepted() -> [Finding] {
    let standing = standingConnections()
    return groups(where: { $0.state == .listen }, by: { $0.cookie }).compactMap { listeners in
      let listener = listeners[0]
      guard let queue = queue(of: listener, standing) else { return nil }
      return finding(.notAccepted(queue), listeners)
    }
  }

  /// How many connections wait at each place for accept(2), in both looks: they are established, and no process holds them.
  private func standingConnections() -> [SocketAddress: Int] {
    var standing: [SocketAddress: Int] = [:]
    for socket in after.sockets where socket.inode == 0 && (socket.state == .established || socket.state == .closeWait)
    {
      // The state may have changed, when the peer gave up.
      guard isOld(socket) else { continue }
      standing[socket.local, default: 0] += 1
    }
    return standing
  }

  /// - Returns: nil when it is as it should be. A queue that is full and moves is too short or too slowly emptied; one in
  ///   which the same wait is not emptied at all.
  private func queue(of listener: SocketSnapshot, _ standing: [SocketAddress: Int]) -> AcceptQueue? {
    guard case .connections(let waiting, let backlog) = listener.queue, waiting > 0,
      case .connections(let wasWaiting, _)? = was(listener)?.queue, wasWaiting > 0
    else { return nil }
    let queue = AcceptQueue(
      waiting: waiting, backlog: backlog,
      standing: standing.reduce(0) { $0 + (listener.isListening(at: $1.key) ? $1.value : 0) },
      overflows: after.counters.overflows - before.counters.overflows,
      descriptors: owner(of: listener).flatMap { facts.descriptors[$0.process] })
    return queue.standing > 0 || queue.isFull && wasWaiting > backlog ? queue : nil
  }

  /// Connections that wait for the third segment of the handshake, which a full accept queue drops.
  func synAckUnanswered() -> [Finding] {
    let listeners = after.sockets.filter { $0.state == .listen }
    func listener(at place: SocketAddress) -> SocketSnapshot? { listeners.first { $0.isListening(at: place) } }
    return groups(
      where: { $0.state == .synReceived && $0.retransmissions > 0 && was($0) != nil }, by: { $0.local }
    ).compactMap { sockets in
      guard sockets.count >= Self.manyHalfOpen else { return nil }
      let listener = listener(at: sockets[0].local)
      guard case .connections(let waiting, let backlog)? = listener?.queue else {
        return finding(.synAckUnanswered(backlog: nil), sockets)
      }
      return waiting > backlog ? nil : finding(.synAckUnanswered(backlog: backlog), sockets)
    }
  }
}

extension SocketSnapshot {
  /// Whether a SYN to this place comes to this listener.
  func isListening(at place: SocketAddress) -> Bool {
    guard state == .listen, local.port == place.port else { return false }
    return local.address == place.address || local.address == .anyIPv6
      || local.address == .anyIPv4 && !place.address.isIPv6
  }
}
