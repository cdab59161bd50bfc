import PacketCodec

/// What a host checks of a datagram before it looks at what it carries. What fails is dropped in silence.
///
/// A time to live below 2 is no reason to drop; options that mean nothing to us are passed over.
///
/// Source: RFC 1122 §3.2.1, §3.3.6.
enum DatagramCheck {
  /// - Parameters:
  ///   - available: octets at hand from the start of the header.
  ///   - isToEveryone: the frame was a broadcast or multicast one.
  /// - Returns: why the datagram is dropped; nil for one that is ours to receive.
  static func fault(
    of header: IPv4Header, available: Int, isToEveryone: Bool, at interface: InterfaceAddress
  ) -> DropReason? {
    guard header.isChecksumValid else { return .badChecksum }
    guard available >= Int(header.totalCount) else { return .truncated }
    guard interface.role(of: header.source) == .host else { return .badSource }
    switch interface.role(of: header.destination) {
    case .own: return isToEveryone ? .broadcastFrame : nil
    case .broadcast: return nil
    case .multicast, .loopback, .reserved, .host: return .otherHost
    }
  }
}
