internal import SocketKit

// Ports to connect from.
extension Diagnosis {
  /// A port is taken once for each pair of addresses and port of the other end.
  func portsUsedUp() -> [Finding] {
    guard let ports = facts.ports else { return [] }
    func isTaken(_ socket: SocketSnapshot) -> Bool {
      socket.state != .listen && socket.state != .synReceived && ports.range.contains(socket.local.port)
        && !facts.reuse.frees(socket)
    }
    return groups(where: isTaken, by: { Way(from: $0.local.address, to: $0.remote) }).compactMap { sockets in
      use(of: sockets, in: ports).map { finding(.portsUsedUp($0), Self.liveFirst(sockets)) }
    }
  }

  private struct Way: Hashable {
    var from: IPAddress
    var to: SocketAddress
  }

  /// - Returns: nil when enough are left.
  private func use(of sockets: [SocketSnapshot], in ports: EphemeralPorts) -> PortUse? {
    let timeWait = sockets.count { $0.state == .timeWait }
    let live = sockets.count - timeWait
    let use = PortUse(range: ports.range, ports: ports.count(), timeWait: timeWait, live: live)
    if use.isNearlyAll { return use }
    let numbers = sockets.map(\.local.port)
    guard !facts.arePortsGiven, sockets.count >= Self.gaplessBlock, let low = numbers.min(), let high = numbers.max(),
      Set(numbers).count == Int(high - low) + 1
    else { return nil }
    return PortUse(range: low ... high, ports: sockets.count, timeWait: timeWait, live: live)
  }

  /// A connection that somebody holds says whose they are.
  private static func liveFirst(_ sockets: [SocketSnapshot]) -> [SocketSnapshot] {
    guard let index = sockets.firstIndex(where: { $0.inode != 0 }) else { return sockets }
    var sockets = sockets
    sockets.swapAt(0, index)
    return sockets
  }
}
