import PacketCodec

/// Which station holds an address, by what ARP says.
struct Stations: Sendable {
  private struct Claim: Sendable {
    var station: MACAddress
    var moment: Int64
  }

  private var claims: AgedTable<IPv4Address, Claim>
  /// Addresses that were forgotten for want of room.
  private(set) var evicted = 0

  init(capacity: Int) { claims = AgedTable(capacity: capacity) }

  /// A packet says that its sender holds an address.
  ///
  /// - Returns: the station that held it before, if that was another and not long ago.
  mutating func claim(_ packet: ARPPacket, now: Int64) -> MACAddress? {
    let claim = Claim(station: packet.senderHardware, moment: now)
    let (place, hasEvicted) = claims.entry(packet.sender, now: now) { claim }
    if hasEvicted { evicted += 1 }
    let before = claims[place]
    claims[place] = claim
    guard before.station != claim.station, now - before.moment < Limits.stationNanoseconds else { return nil }
    return before.station
  }
}
