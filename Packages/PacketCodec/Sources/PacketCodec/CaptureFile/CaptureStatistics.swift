/// What an interface counted while frames were captured on it.
///
/// Source: draft-ietf-opsawg-pcapng §4.6, isb_ifrecv, isb_ifdrop, isb_osdrop.
public struct CaptureStatistics: Hashable, Sendable {
  /// Frames that passed the filter, or nil when not known.
  public var received: UInt64?
  /// Frames the interface lost for want of resources, or nil when not known.
  public var droppedByInterface: UInt64?
  /// Frames the kernel lost because the reader was slow, or nil when not known.
  public var droppedByKernel: UInt64?

  /// Counters; those not given are not known.
  public init(received: UInt64? = nil, droppedByInterface: UInt64? = nil, droppedByKernel: UInt64? = nil) {
    self.received = received
    self.droppedByInterface = droppedByInterface
    self.droppedByKernel = droppedByKernel
  }
}
