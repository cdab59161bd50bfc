internal import PacketCodec

/// A question or an answer of ARP, as it was captured.
struct ARPFrame: Hashable, Sendable {
  /// The frame, counted from 1.
  var number: Int
  /// CLOCK_REALTIME, nanoseconds.
  var time: Int64
  /// Whom the frame is for.
  var station: MACAddress
  /// What it says.
  var packet: ARPPacket

  /// All of a capture.
  static func all(in frames: [CapturedFrame]) -> [ARPFrame] {
    frames.enumerated().compactMap { index, frame in
      let decoded = DecodedFrame(frame.octets.span.bytes)
      guard let header = decoded.ethernet, case .arp(let packet) = decoded.network else { return nil }
      return ARPFrame(
        number: index + 1, time: frame.timestampNanoseconds, station: header.destination, packet: packet)
    }
  }

  /// Whether it asks for this address, and is no announcement.
  func asks(for address: IPv4Address) -> Bool {
    packet.operation == .request && packet.target == address && !packet.isAnnouncement
  }
}
