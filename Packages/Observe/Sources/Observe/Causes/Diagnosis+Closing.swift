internal import SocketKit

// One end has closed, and the other has not.
extension Diagnosis {
  /// Octets that the peer has not taken would be another cause, and are looked at elsewhere; so are connections that no
  /// program has accepted yet.
  func notClosed() -> [Finding] {
    groups(
      where: { $0.state == .closeWait && $0.inode != 0 && $0.queuedOctets == 0 && isStill($0) }, by: culprit
    ).map { sockets in
      // The FIN is one of them.
      let unread = sockets.reduce(0) { $0 + max(0, $1.unreadOctets - 1) }
      let descriptors = owner(of: sockets[0]).flatMap { facts.descriptors[$0.process] }
      return finding(.notClosed(unreadOctets: unread, descriptors: descriptors), sockets)
    }
  }

  /// Where the peer's end is here, it is the one at fault, and found by itself.
  func peerNotClosed() -> [Finding] {
    groups(
      where: {
        $0.state == .finWait2 && $0.inode != 0 && $0.unreadOctets == 0 && isStill($0) && peer(of: $0) == nil
      }, by: { $0.remote }
    ).map { finding(.peerNotClosed, $0) }
  }

  /// - Parameter unclosed: findings that explain where a process's descriptors are.
  func descriptorsUsedUp(except unclosed: [Finding]) -> [Finding] {
    let explained = unclosed.filter { finding in
      guard case .notClosed(_, let use?) = finding.cause else { return false }
      return finding.sockets * 2 >= use.open
    }
    let explainedProcesses = Set(explained.compactMap(\.owner?.process))
    func isShort(_ socket: SocketSnapshot) -> Bool {
      guard let process = owner(of: socket)?.process, !explainedProcesses.contains(process) else { return false }
      return facts.descriptors[process]?.isNearlyAll == true
    }
    return groups(where: isShort, by: culprit).compactMap { sockets in
      owner(of: sockets[0]).flatMap { facts.descriptors[$0.process] }.map { finding(.descriptorsUsedUp($0), sockets) }
    }
  }
}
