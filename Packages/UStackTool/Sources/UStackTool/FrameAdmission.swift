internal import PacketCodec

/// Which frames of the link concern the stack.
///
/// An interface shows the kernel's own frames, too. And where the address is the kernel's, most of what comes for it is
/// the kernel's matter: the stack must not reset connections that it does not know.
struct FrameAdmission {
  /// The stack's station.
  let station: MACAddress
  /// How much of the address is the stack's.
  let share: AddressShare

  func admits(_ frame: RawSpan) -> Bool {
    guard let (header, offset) = try? EthernetHeader.decode(frame) else { return false }
    // Our own come back from nowhere but the kernel, which may have the same station.
    guard header.source != station, header.destination == station || header.destination.isMulticast else {
      return false
    }
    guard share != .whole, header.type == .ipv4 else { return true }
    let datagram = frame.extracting(droppingFirst: offset)
    guard let (ip, length) = try? IPv4Header.decode(datagram) else { return false }
    if ip.protocol == .icmp { return true }
    // A piece of a segment does not say whose it is.
    guard ip.protocol == .tcp, !ip.fragment.isFragment, datagram.byteCount >= length + 4 else { return false }
    let octets = datagram.extracting(length + 2 ..< length + 4)
    let port = octets.withUnsafeBytes { UInt16($0[0]) << 8 | UInt16($0[1]) }
    return share == .port(port)
  }
}
