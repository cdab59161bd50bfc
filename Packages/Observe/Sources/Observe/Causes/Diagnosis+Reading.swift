internal import SocketKit

// Octets that nobody reads, here or there.
extension Diagnosis {
  func notRead() -> [Finding] {
    groups(
      where: {
        Self.mayRead($0) && $0.inode != 0 && $0.unreadOctets > 0 && isStill($0) && wait(at: $0) != nil
      }, by: culprit
    ).map { sockets in
      let unread = sockets.reduce(0) { $0 + $1.unreadOctets }
      let waits = sockets.compactMap(wait)
      let waiting = waits.contains(.both) ? WindowWait.both : waits.contains(.peer) ? .peer : .nobody
      return finding(.notRead(unreadOctets: unread, waiting: waiting), sockets)
    }
  }

  /// - Returns: nil when this end does not read because it waits for the other's window, and the other for nothing: then
  ///   the other is the cause.
  private func wait(at socket: SocketSnapshot) -> WindowWait? {
    let peerWaits = peer(of: socket)?.timer?.kind == .zeroWindowProbe
    guard socket.timer?.kind == .zeroWindowProbe else { return peerWaits ? .peer : .nobody }
    return peerWaits ? .both : nil
  }

  /// A FIN that nobody reads is another matter.
  private static func mayRead(_ socket: SocketSnapshot) -> Bool {
    switch socket.state {
    case .established, .finWait1, .finWait2: true
    default: false
    }
  }

  /// Where the peer's end is here, it is the one at fault, and found by itself.
  func peerNotRead() -> [Finding] {
    groups(
      where: { $0.timer?.kind == .zeroWindowProbe && isStuck($0) && peer(of: $0) == nil }, by: { $0.remote }
    ).map { sockets in
      finding(
        .peerNotRead(
          queuedOctets: sockets.reduce(0) { $0 + $1.queuedOctets }, probes: sockets[0].retransmissions), sockets)
    }
  }
}
