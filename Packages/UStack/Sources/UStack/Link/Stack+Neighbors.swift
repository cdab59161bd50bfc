public import PacketCodec

extension Stack {
  /// Asks on the link who has `address`, even when that is known. The outcome comes as `.neighborFound`, or as
  /// `.neighborMissing` three seconds later.
  ///
  /// - Returns: false when too many are being asked, or on a port without neighbours.
  public mutating func ask(who address: IPv4Address, now: Instant) -> Bool {
    guard configuration.port != .datagrams else { return false }
    return neighbors.ask(address, now: now)
  }

  /// The stations known on the link, by their addresses.
  public func neighbors(now: Instant) -> [KnownNeighbor] {
    neighbors.known.map { address, neighbor in
      KnownNeighbor(address: address, hardware: neighbor.hardware ?? .zero, age: now - neighbor.confirmed)
    }
  }

  /// Forgets the station of `address`, so that the next datagram there asks for it anew.
  ///
  /// Source: RFC 1122 §2.3.2.1.
  public mutating func forget(neighbor address: IPv4Address) { neighbors.forget(address) }

  /// True while the stack may send from its address: it was claimed, and nobody has taken it away.
  public var isAddressUsable: Bool { claim.isUsable }
}
