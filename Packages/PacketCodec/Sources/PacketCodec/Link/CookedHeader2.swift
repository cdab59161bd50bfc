/// The second version of the header that Linux makes up: it also says which interface the frame passed.
///
///     | protocol 2 | reserved 2 | interface index 4 | hardware type 2 | packet type 1 | address length 1 | address 8 |
///
/// Source: draft-ietf-opsawg-pcaplinktype, LINUX_SLL2.
public struct CookedHeader2: Hashable, Sendable {
  /// What the payload is; for a few kinds of interface it means something else.
  public var type: EtherType
  /// Two octets that must be zero, as they came.
  public var reserved: UInt16 = 0
  /// The number of the interface in its machine.
  public var interfaceIndex: UInt32
  /// The interface's kind, an ARPHRD number of Linux: 1 for Ethernet, 772 for the loopback.
  public var hardwareType: UInt16
  /// Whom the frame was for: 0 ... 255 in this header.
  public let packetType: CookedPacketType
  /// The sender's address on the link; its length is 0 ... 255 in this header.
  public let address: CookedAddress

  /// A header from its fields.
  ///
  /// - Precondition: `packetType` and the address's length fit eight bits.
  public init(
    type: EtherType, interfaceIndex: UInt32, hardwareType: UInt16 = 1, packetType: CookedPacketType,
    address: CookedAddress
  ) {
    precondition(packetType.rawValue <= 0xFF && address.count <= 0xFF, "a field of more than eight bits")
    self.type = type
    self.interfaceIndex = interfaceIndex
    self.hardwareType = hardwareType
    self.packetType = packetType
    self.address = address
  }

  /// Octets the header takes.
  public static let encodedCount = 20

  /// Reads the header at the front of `frame`.
  ///
  /// - Returns: the header, and 20, where the payload starts.
  /// - Throws: `.truncated` under 20 octets, in layer `.link`.
  public static func decode(_ frame: RawSpan) throws(DecodeError) -> (header: CookedHeader2, payloadOffset: Int) {
    let count = frame.byteCount
    guard count >= encodedCount else { throw .truncated(.link, .header, needed: encodedCount, available: count) }
    var header = CookedHeader2(
      type: EtherType(rawValue: frame.bigEndian(at: 0)), interfaceIndex: frame.bigEndian(at: 4),
      hardwareType: frame.bigEndian(at: 8),
      packetType: CookedPacketType(rawValue: UInt16(frame.bigEndian(at: 10, as: UInt8.self))),
      address: CookedAddress(
        count: UInt16(frame.bigEndian(at: 11, as: UInt8.self)), octets: frame.bigEndian(at: 12)))
    header.reserved = frame.bigEndian(at: 2)
    return (header, encodedCount)
  }

  /// Appends 20 octets.
  ///
  /// - Precondition: `output` has room for them.
  public func encode(into output: inout OutputSpan<UInt8>) {
    output.append(bigEndian: type.rawValue)
    output.append(bigEndian: reserved)
    output.append(bigEndian: interfaceIndex)
    output.append(bigEndian: hardwareType)
    output.append(UInt8(packetType.rawValue))
    output.append(UInt8(address.count))
    output.append(bigEndian: address.octets)
  }
}
