public import PacketCodec

/// What to capture, and how.
public struct CaptureConfiguration: Hashable, Sendable {
  /// The interface by its name, or `any` for all of the namespace, which come with Linux' made-up link header.
  public var interface: String
  /// What to keep, in the language of pcap-filter(7); empty keeps all.
  public var filter: String
  /// The most octets kept of a frame: 1 ... `CaptureLimit.frameOctets`.
  public var snapLength: Int
  /// Whether frames for other stations are wanted too. On a link of two ends there are none.
  public var isPromiscuous: Bool
  /// Octets of the ring the kernel fills while the reader is busy.
  ///
  /// A slot of the ring is as long as the longest frame kept, which is 64 KiB where offloads make super-frames. So the
  /// 32 MiB by default hold 512 of them, or some 16,000 ordinary frames.
  public var bufferOctets: Int

  /// All of what passes one interface.
  public init(
    interface: String, filter: String = "", snapLength: Int = CaptureLimit.frameOctets, isPromiscuous: Bool = false,
    bufferOctets: Int = 32 << 20
  ) {
    self.interface = interface
    self.filter = filter
    self.snapLength = snapLength
    self.isPromiscuous = isPromiscuous
    self.bufferOctets = bufferOctets
  }
}
