/// What stands before a frame on a link with offload headers: what its sender left to a card that is not there, and what
/// the link already did.
///
///      flags, kind of segmentation, octets of all headers, octets of text a segment, checksum's start, its place from there
///
/// Source: virtio 1.2 §5.1.6, in the host's order of octets.
public struct OffloadHeader: Hashable, Sendable {
  /// Octets that it takes.
  public static let octetCount = 10

  /// VIRTIO_NET_HDR_F_NEEDS_CSUM, VIRTIO_NET_HDR_F_DATA_VALID.
  private static let needsChecksum: UInt8 = 1
  private static let isVerified: UInt8 = 2
  /// VIRTIO_NET_HDR_GSO_TCPV4, and the bit that congestion notification adds.
  private static let tcp4: UInt8 = 1
  private static let congestionBit: UInt8 = 0x80

  /// Where the checksum's range begins in the frame, and where in it the checksum belongs; nil when it is finished.
  public var checksum: (start: Int, place: Int)? {
    flags & Self.needsChecksum != 0 ? (Int(start), Int(start) + Int(offset)) : nil
  }

  /// Octets of all headers, where the checksum is not finished.
  public var headerOctets: Int { Int(headers) }

  /// Octets of text in each segment that the frame is cut into; nil for a frame that stays whole.
  public var segmentOctets: Int? { isSuperFrame ? Int(segment) : nil }

  /// Whether the checksum needs no look: the frame never was on a wire, or the link has looked.
  public var isChecked: Bool { flags & (Self.needsChecksum | Self.isVerified) != 0 }

  /// Whether the frame is to be cut into several on its way.
  public var isSuperFrame: Bool { segmentation & ~Self.congestionBit != 0 }

  private let flags: UInt8
  private let segmentation: UInt8
  private let headers: UInt16
  private let segment: UInt16
  private let start: UInt16
  private let offset: UInt16

  /// Nothing is left to do.
  public init() { (flags, segmentation, headers, segment, start, offset) = (0, 0, 0, 0, 0, 0) }

  /// The checksum is left to the link, and maybe the cutting of a segment of TCP over IPv4.
  ///
  /// - Parameters:
  ///   - start: where the checksum's range begins in the frame.
  ///   - offset: where in it the checksum belongs; it holds the pseudo-header's sum until then.
  ///   - headers: octets of all headers.
  ///   - segment: octets of text in each segment that the frame is cut into; nil for a frame that stays whole.
  public init(checksumFrom start: Int, at offset: Int, headers: Int, segment: Int? = nil) {
    flags = Self.needsChecksum
    segmentation = segment == nil ? 0 : Self.tcp4
    self.headers = UInt16(headers)
    self.segment = UInt16(segment ?? 0)
    self.start = UInt16(start)
    self.offset = UInt16(offset)
  }

  /// Reads the header.
  ///
  /// - Parameter octets: `octetCount` or more.
  init(_ octets: UnsafeRawPointer) {
    flags = octets.load(as: UInt8.self)
    segmentation = octets.load(fromByteOffset: 1, as: UInt8.self)
    headers = octets.loadUnaligned(fromByteOffset: 2, as: UInt16.self)
    segment = octets.loadUnaligned(fromByteOffset: 4, as: UInt16.self)
    start = octets.loadUnaligned(fromByteOffset: 6, as: UInt16.self)
    offset = octets.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
  }

  /// Writes the header over `octetCount` octets.
  func write(to octets: UnsafeMutableRawPointer) {
    octets.storeBytes(of: flags, as: UInt8.self)
    octets.storeBytes(of: segmentation, toByteOffset: 1, as: UInt8.self)
    octets.storeBytes(of: headers, toByteOffset: 2, as: UInt16.self)
    octets.storeBytes(of: segment, toByteOffset: 4, as: UInt16.self)
    octets.storeBytes(of: start, toByteOffset: 6, as: UInt16.self)
    octets.storeBytes(of: offset, toByteOffset: 8, as: UInt16.self)
  }
}
