/// The header that Linux makes up for frames of interfaces of different kinds.
///
///     | packet type 2 | hardware type 2 | address length 2 | address 8 | protocol 2 |
///
/// Source: draft-ietf-opsawg-pcaplinktype, LINUX_SLL.
public struct CookedHeader: Hashable, Sendable {
  /// Whom the frame was for.
  public var packetType: CookedPacketType
  /// The interface's kind, an ARPHRD number of Linux: 1 for Ethernet, 772 for the loopback.
  public var hardwareType: UInt16
  /// The sender's address on the link.
  public var address: CookedAddress
  /// What the payload is; for a few kinds of interface it means something else.
  public var type: EtherType

  /// A header from its fields.
  public init(packetType: CookedPacketType, hardwareType: UInt16 = 1, address: CookedAddress, type: EtherType) {
    self.packetType = packetType
    self.hardwareType = hardwareType
    self.address = address
    self.type = type
  }

  /// Octets the header takes.
  public static let encodedCount = 16

  /// Reads the header at the front of `frame`.
  ///
  /// - Returns: the header, and 16, where the payload starts.
  /// - Throws: `.truncated` under 16 octets, in layer `.link`.
  public static func decode(_ frame: RawSpan) throws(DecodeError) -> (header: CookedHeader, payloadOffset: Int) {
    let count = frame.byteCount
    guard count >= encodedCount else { throw .truncated(.link, .header, needed: encodedCount, available: count) }
    let header = CookedHeader(
      packetType: CookedPacketType(rawValue: frame.bigEndian(at: 0)), hardwareType: frame.bigEndian(at: 2),
      address: CookedAddress(count: frame.bigEndian(at: 4), octets: frame.bigEndian(at: 6)),
      type: EtherType(rawValue: frame.bigEndian(at: 14)))
    return (header, encodedCount)
  }

  /// Appends 16 octets.
  ///
  /// - Precondition: `output` has room for them.
  public func encode(into output: inout OutputSpan<UInt8>) {
    output.append(bigEndian: packetType.rawValue)
    output.append(bigEndian: hardwareType)
    output.append(bigEndian: address.count)
    output.append(bigEndian: address.octets)
    output.append(bigEndian: type.rawValue)
  }
}
