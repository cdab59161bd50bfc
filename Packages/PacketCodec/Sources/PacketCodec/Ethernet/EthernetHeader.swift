/// The front of an Ethernet frame, without preamble and check sequence.
///
///     | destination 6 | source 6 | [0x8100, tag control 2 + 2] | type 2 |
///
/// Source: IEEE 802.3 §3.1.1; the tag IEEE 802.1Q §9.5.
public struct EthernetHeader: Hashable, Sendable {
  /// The station or stations meant.
  public var destination: MACAddress
  /// The station that sent it.
  public var source: MACAddress
  /// The 802.1Q tag, or nil on an untagged frame. A second tag stays in the payload, with `type` 0x8100.
  public var tag: VLANTag?
  /// What the payload is.
  public var type: EtherType

  /// A header from its fields.
  @inlinable
  @inline(__always)
  public init(destination: MACAddress, source: MACAddress, tag: VLANTag? = nil, type: EtherType) {
    self.destination = destination
    self.source = source
    self.tag = tag
    self.type = type
  }

  /// Octets on the wire: 14, or 18 with a tag.
  public var encodedCount: Int { tag == nil ? 14 : 18 }

  /// Reads the header at the front of `frame`.
  ///
  /// - Returns: the header, and where the payload starts: 14 or 18.
  /// - Throws: `.truncated` for the header or the tag.
  @inlinable
  @inline(__always)
  public static func decode(
    _ frame: RawSpan
  ) throws(DecodeError) -> (header: EthernetHeader, payloadOffset: Int) {
    guard frame.byteCount >= 14 else { throw fault(in: frame) }
    // Each address out of the eight octets that end or begin with it.
    let destination = MACAddress(frame.bigEndian(at: 0, as: UInt64.self) >> 16)
    let source = MACAddress(frame.bigEndian(at: 4, as: UInt64.self))
    let type: UInt16 = frame.bigEndian(at: 12)
    guard type == 0x8100 else {
      return (EthernetHeader(destination: destination, source: source, type: EtherType(rawValue: type)), 14)
    }
    guard frame.byteCount >= 18 else { throw fault(in: frame) }
    let header = EthernetHeader(
      destination: destination, source: source, tag: VLANTag(rawValue: frame.bigEndian(at: 14)),
      type: EtherType(rawValue: frame.bigEndian(at: 16)))
    return (header, 18)
  }

  /// What is wrong with a frame that `decode` refuses. It stands apart so that decoding a good one is short.
  @usableFromInline
  static func fault(in frame: RawSpan) -> DecodeError {
    let count = frame.byteCount
    return count < 14
      ? .truncated(.ethernet, .header, needed: 14, available: count)
      : .truncated(.ethernet, .tag, needed: 18, available: count)
  }

  /// Appends `encodedCount` octets.
  ///
  /// - Precondition: `output` has room for them.
  @inlinable
  @inline(__always)
  public func encode(into output: inout OutputSpan<UInt8>) {
    // Both addresses, as a word and a half.
    output.append(bigEndian: destination.rawValue << 16 | source.rawValue >> 32)
    output.append(bigEndian: UInt32(truncatingIfNeeded: source.rawValue))
    if let tag { output.append(bigEndian: 0x8100_0000 as UInt32 | UInt32(tag.rawValue)) }
    output.append(bigEndian: type.rawValue)
  }
}
