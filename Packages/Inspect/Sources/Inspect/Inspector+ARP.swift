import PacketCodec

extension Inspector {
  /// An ARP packet, and the station that sent its frame.
  ///
  /// Caches believe questions as well as answers (RFC 826), so both are looked at. A probe claims nothing.
  ///
  /// Source: RFC 826; RFC 5227 §1.1.
  mutating func watch(_ packet: ARPPacket, from station: MACAddress?) {
    guard thresholds[.arpSpoof] != nil, packet.sender != .any else { return }
    if let station, station != packet.senderHardware {
      let matter = Matter(.arpSpoof, UInt64(packet.sender.rawValue), station.rawValue)
      return sight(matter, .station(station), .host(packet.sender)) { _ in .spokenFor(packet.senderHardware) }
    }
    guard let holder = stations.claim(packet, now: now) else { return }
    // Two that claim in turn are one matter, whoever spoke last.
    let pair = holder.rawValue ^ packet.senderHardware.rawValue | 1 << 63
    sight(
      Matter(.arpSpoof, UInt64(packet.sender.rawValue), pair), .station(packet.senderHardware), .host(packet.sender)
    ) { _ in .claimed(packet.sender, heldBy: holder) }
  }
}
