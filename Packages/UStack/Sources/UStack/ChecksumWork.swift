/// What is left for the link to do for a frame's checksum, as a virtio-net header tells it.
///
/// The field holds the sum over the pseudo-header alone; the link adds the octets from `transportOffset` on, in each
/// segment it cuts the frame into.
///
/// Source: Virtual I/O Device (VIRTIO) 1.2 §5.1.6.2.
public struct ChecksumWork: Hashable, Sendable {
  /// Where TCP's header begins, counted from the frame's start.
  public var transportOffset: Int
  /// Where in TCP's header the checksum is to go.
  public var checksumOffset: Int
  /// Octets of all headers, which stand before each segment.
  public var headerCount: Int

  /// Work with these numbers.
  public init(transportOffset: Int, checksumOffset: Int = 16, headerCount: Int) {
    self.transportOffset = transportOffset
    self.checksumOffset = checksumOffset
    self.headerCount = headerCount
  }
}
