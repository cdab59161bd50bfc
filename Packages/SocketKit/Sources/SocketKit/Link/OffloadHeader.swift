/// What stands before a frame on a socket after `enableOffloadHeader`: what its sender left to a card that is not there.
///
/// Source: virtio 1.2 §5.1.6, in the host's order of octets.
public struct OffloadHeader: Hashable, Sendable {
  /// Octets that it takes.
  public static let octetCount = 10

  /// Where the checksum's range begins in the frame, and where in it the checksum belongs; nil when it is finished.
  public var checksum: (start: Int, place: Int)? {
    flags & 1 == 1 ? (Int(start), Int(start) + Int(offset)) : nil
  }

  /// Whether the frame is to be cut into several on its way.
  public var isSuperFrame: Bool { segmentation & 0x7F != 0 }

  private let flags: UInt8
  private let segmentation: UInt8
  private let start: UInt16
  private let offset: UInt16

  /// Reads the header.
  ///
  /// - Parameter octets: `octetCount` or more.
  init(_ octets: UnsafeRawPointer) {
    flags = octets.load(as: UInt8.self)
    segmentation = octets.load(fromByteOffset: 1, as: UInt8.self)
    start = octets.loadUnaligned(fromByteOffset: 6, as: UInt16.self)
    offset = octets.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
  }
}
