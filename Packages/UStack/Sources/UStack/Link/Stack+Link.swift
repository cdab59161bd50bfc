import PacketCodec

extension Stack {
  /// The station that takes a datagram for `destination`.
  ///
  /// Source: RFC 1122 §3.3.1; RFC 1112 §6.4.
  mutating func linkDestination(for destination: IPv4Address, now: Instant) -> LinkDestination {
    guard let hop = routes.nextHop(to: destination) else {
      // A port without neighbours has one far end, which takes everything.
      return configuration.port == .datagrams && configuration.interface.role(of: destination) == .host
        ? .station(nil) : .nowhere
    }
    switch hop {
    case .myself: return .myself
    case _ where configuration.port == .datagrams: return .station(nil)
    case .everyone: return .station(.broadcast)
    case .group(let group): return .station(MACAddress(0x0100_5E00_0000 | UInt64(group.rawValue & 0x7F_FFFF)))
    case .neighbor(let address):
      return neighbors.hardware(of: address, now: now).map { .station($0) } ?? .unresolved(address)
    }
  }

  /// Appends the front of a frame; nothing on a port without one.
  @inline(__always)
  func writeLinkHeader(to destination: MACAddress?, _ type: EtherType, into output: inout OutputSpan<UInt8>) {
    guard case .ethernet(let station) = configuration.port, let destination else { return }
    EthernetHeader(destination: destination, source: station, type: type).encode(into: &output)
  }

  /// Makes an Ethernet frame that begins at `start` as long as the shortest.
  @inline(__always)
  func pad(_ output: inout OutputSpan<UInt8>, from start: Int) {
    guard configuration.port != .datagrams else { return }
    while output.count - start < Self.shortestFrame { output.append(0) }
  }

  /// Keeps `datagram` until its next hop is known; one for which there is no place has failed.
  mutating func hold(_ datagram: Datagram, for address: IPv4Address, now: Instant) {
    let displaced = neighbors.displaced
    if !neighbors.hold(datagram, for: address, now: now) {
      fail(datagram, .destinationUnreachable(.host, nextHopMTU: 0), now: now)
    }
    drops.add(.fullQueue, neighbors.displaced - displaced)
  }

  /// Tells those who waited for a neighbour that it did not answer.
  mutating func report(_ failure: NeighborFailure, now: Instant) {
    if failure.isReported { emit(.neighborMissing(failure.address)) }
    for datagram in failure.waiting { fail(datagram, .destinationUnreachable(.host, nextHopMTU: 0), now: now) }
  }

  mutating func emit(_ event: StackEvent) {
    if !events.append(event) { drops.add(.fullQueue) }
  }
}
