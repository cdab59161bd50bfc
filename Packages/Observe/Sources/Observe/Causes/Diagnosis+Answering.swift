internal import SocketKit

// Segments that nothing answers.
extension Diagnosis {
  /// Whether there is something to acknowledge, and nothing was between the looks.
  func isStuck(_ socket: SocketSnapshot) -> Bool {
    guard let was = was(socket), was.queuedOctets > 0, socket.queuedOctets > 0 else { return false }
    return was.information?.octetsAcknowledged == socket.information?.octetsAcknowledged
  }

  /// Listeners that drop who comes. What their peers then see has its cause there.
  private var fullListeners: [SocketSnapshot] {
    after.sockets.filter { listener in
      guard case .connections(let waiting, let backlog) = listener.queue else { return false }
      return waiting > backlog
    }
  }

  func synUnanswered() -> [Finding] {
    let full = fullListeners
    return groups(
      where: { socket in
        socket.state == .synSent && was(socket) != nil && !full.contains { $0.isListening(at: socket.remote) }
      }, by: { $0.remote }
    ).map { sockets in
      finding(
        .synUnanswered(
          attempts: sockets[0].retransmissions + 1, nextMilliseconds: sockets[0].timer?.expiresMilliseconds), sockets)
    }
  }

  func unacknowledged() -> [Finding] {
    let full = fullListeners
    return groups(
      where: { socket in
        socket.state != .synSent && socket.state != .synReceived && socket.timer?.kind == .retransmission
          && socket.retransmissions > 0 && isStuck(socket) && !full.contains { $0.isListening(at: socket.remote) }
      }, by: { $0.remote.address }
    ).map { sockets in
      finding(
        .unacknowledged(
          queuedOctets: sockets.reduce(0) { $0 + $1.queuedOctets }, retransmissions: sockets[0].retransmissions,
          timeoutMilliseconds: (sockets[0].information?.retransmissionTimeoutMicroseconds ?? 0) / 1000), sockets)
    }
  }

  /// Of connections that go on. Where the peer's end is here, what was sent again was late, because the machine is busy.
  func loss() -> [Finding] {
    groups(
      where: { lost($0).retransmitted > 0 && !isStuck($0) && peer(of: $0) == nil }, by: { $0.remote.address }
    ).compactMap { sockets in
      let sums = sockets.map(lost).reduce((0, 0)) { ($0.0 + $1.retransmitted, $0.1 + $1.sent) }
      guard sums.0 >= Self.fewLost, sums.0 * Self.segmentsALoss > sums.1 else { return nil }
      return finding(.loss(retransmittedSegments: sums.0, sentSegments: sums.1), sockets)
    }
  }

  /// Between the looks.
  private func lost(_ socket: SocketSnapshot) -> (retransmitted: Int, sent: Int) {
    guard let now = socket.information, let then = was(socket)?.information else { return (0, 0) }
    return (now.retransmittedSegments - then.retransmittedSegments, now.segmentsSent - then.segmentsSent)
  }
}
