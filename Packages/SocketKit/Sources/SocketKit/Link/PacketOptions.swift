internal import CSocketShims

/// What holds for each frame of a packet socket.
///
/// Source: packet(7), Socket options.
public struct PacketOptions: OptionSet, Sendable {
  /// The kernel's options, one a bit.
  public let rawValue: UInt32

  /// A set from its bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  private init(_ option: some BinaryInteger) { rawValue = UInt32(option) }

  /// Each frame, both ways, stands behind a virtio-net header of 10 octets, which lets frames of 64 KiB and unfinished
  /// checksums pass. A `FrameBatch` and a `FrameRing` need it.
  public static let offloadHeader = PacketOptions(csocket_packet_headers)
  /// Frames from the cable alone are received, not those that this machine sends on the interface.
  public static let incomingOnly = PacketOptions(csocket_packet_incoming)
  /// A frame of a VLAN is received with its tag, where a `FrameBatch` receives it. Without this a packet socket gets it
  /// without: the kernel takes the outermost tag out first.
  public static let tagged = PacketOptions(csocket_packet_tags)
  /// Frames of VLANs are not received: they are another interface's. A tag that is a priority alone is none of a VLAN.
  ///
  /// Source: IEEE 802.1Q §9.6.
  public static let untaggedOnly = PacketOptions(csocket_packet_untagged)
}
