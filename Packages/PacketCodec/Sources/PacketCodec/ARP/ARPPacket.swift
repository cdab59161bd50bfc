/// A question for, or an answer with, the Ethernet address behind an IPv4 address.
///
/// Source: RFC 826; probes and announcements RFC 5227 §1.1.
public struct ARPPacket: Hashable, Sendable {
  /// Question or answer.
  public var operation: ARPOperation
  /// The station that speaks.
  public var senderHardware: MACAddress
  /// Its IPv4 address; `0.0.0.0` in a probe.
  public var sender: IPv4Address
  /// The station spoken to; zero in a question.
  public var targetHardware: MACAddress
  /// The IPv4 address asked for, or of whom is answered.
  public var target: IPv4Address

  /// A packet from its fields.
  public init(
    operation: ARPOperation, senderHardware: MACAddress, sender: IPv4Address, targetHardware: MACAddress,
    target: IPv4Address
  ) {
    self.operation = operation
    self.senderHardware = senderHardware
    self.sender = sender
    self.targetHardware = targetHardware
    self.target = target
  }

  /// Octets on the wire.
  public static let encodedCount = 28

  /// True for a question after an address the sender does not use yet (RFC 5227 §2.1.1).
  public var isProbe: Bool { operation == .request && sender == .any }

  /// True when the sender tells its own address to all (RFC 5227 §2.3).
  public var isAnnouncement: Bool { sender == target && sender != .any }

  /// Reads the packet at the front of `octets`.
  ///
  /// - Returns: the packet, and 28, where the link's padding starts.
  /// - Throws: `.truncated` under 28 octets, `.unsupported` for anything but IPv4 over Ethernet.
  public static func decode(_ octets: RawSpan) throws(DecodeError) -> (header: ARPPacket, payloadOffset: Int) {
    let count = octets.byteCount
    guard count >= encodedCount else { throw .truncated(.arp, .header, needed: encodedCount, available: count) }
    try expect(.hardwareType, ethernet, found: octets.bigEndian(at: 0, as: UInt16.self))
    try expect(.protocolType, EtherType.ipv4.rawValue, found: octets.bigEndian(at: 2, as: UInt16.self))
    try expect(.hardwareLength, 6, found: octets.bigEndian(at: 4, as: UInt8.self))
    try expect(.protocolLength, 4, found: octets.bigEndian(at: 5, as: UInt8.self))
    let packet = ARPPacket(
      operation: ARPOperation(rawValue: octets.bigEndian(at: 6)),
      senderHardware: MACAddress(octets, at: 8), sender: IPv4Address(octets.bigEndian(at: 14)),
      targetHardware: MACAddress(octets, at: 18), target: IPv4Address(octets.bigEndian(at: 24)))
    return (packet, encodedCount)
  }

  /// Appends 28 octets.
  ///
  /// - Precondition: `output` has room for them.
  public func encode(into output: inout OutputSpan<UInt8>) {
    output.append(bigEndian: Self.ethernet)
    output.append(bigEndian: EtherType.ipv4.rawValue)
    output.append(6)
    output.append(4)
    output.append(bigEndian: operation.rawValue)
    senderHardware.encode(into: &output)
    output.append(bigEndian: sender.rawValue)
    targetHardware.encode(into: &output)
    output.append(bigEndian: target.rawValue)
  }

  /// The hardware address space of Ethernet.
  private static let ethernet: UInt16 = 1

  private static func expect<Number: UnsignedInteger>(
    _ field: HeaderField, _ expected: Number, found: Number
  ) throws(DecodeError) {
    guard found == expected else { throw .unsupported(.arp, field, expected: Int(expected), found: Int(found)) }
  }
}
