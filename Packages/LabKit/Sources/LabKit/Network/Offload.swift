/// Work that a kernel leaves to an interface, as ethtool(8) calls it.
public enum Offload: String, Hashable, Sendable, CaseIterable {
  /// The checksum of what is sent.
  case transmitChecksum = "tx"
  /// The checksum of what comes.
  case receiveChecksum = "rx"
  /// Frames that are gathered from several places; the next two need it.
  case scatterGather = "sg"
  /// TCP's segments are cut by the interface.
  case segmentation = "tso"
  /// They are cut as late as possible by the kernel.
  case genericSegmentation = "gso"
  /// What comes in one turn is put together.
  case genericReceive = "gro"
}
