import PacketCodec

/// An ARP packet and the station it goes to.
struct ARPFrame: Hashable, Sendable {
  var destination: MACAddress
  var packet: ARPPacket
}
