/// What an ARP packet does.
///
/// Source: RFC 826; the numbers are in IANA's "Address Resolution Protocol Parameters".
public struct ARPOperation: RawRepresentable, Hashable, Sendable {
  /// The field's 16 bits.
  public var rawValue: UInt16

  /// The operation with this number; every number is one.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Who has the target's protocol address?
  public static let request = ARPOperation(rawValue: 1)
  /// The sender has it.
  public static let reply = ARPOperation(rawValue: 2)
}
