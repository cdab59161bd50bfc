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
  public static func decode(
    _ frame: RawSpan
  ) throws(DecodeError) -> (header: EthernetHeader, payloadOffset: Int) {
    let count = frame.byteCount
    guard count >= 14 else { throw .truncated(.ethernet, .header, needed: 14, available: count) }
    var header = EthernetHeader(
      destination: MACAddress(frame, at: 0), source: MACAddress(frame, at: 6),
      type: EtherType(rawValue: frame.bigEndian(at: 12)))
    guard header.type == .tagged else { return (header, 14) }
    guard count >= 18 else { throw .truncated(.ethernet, .tag, needed: 18, available: count) }
    header.tag = VLANTag(rawValue: frame.bigEndian(at: 14))
    header.type = EtherType(rawValue: frame.bigEndian(at: 16))
    return (header, 18)
  }

  /// Appends `encodedCount` octets.
  ///
  /// - Precondition: `output` has room for them.
  public func encode(into output: inout OutputSpan<UInt8>) {
    destination.encode(into: &output)
    source.encode(into: &output)
    if let tag {
      output.append(bigEndian: EtherType.tagged.rawValue)
      output.append(bigEndian: tag.rawValue)
    }
    output.append(bigEndian: type.rawValue)
  }
}
