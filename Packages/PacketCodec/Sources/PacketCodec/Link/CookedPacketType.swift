/// Whom a frame was for, as Linux' cooked headers say it.
///
/// Source: draft-ietf-opsawg-pcaplinktype, LINUX_SLL; the numbers are those of packet(7).
public struct CookedPacketType: RawRepresentable, Hashable, Sendable {
  /// The field's 16 bits; the second version of the header has eight.
  public var rawValue: UInt16

  /// The type with this number; every number is one.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Sent to this host.
  public static let toHost = CookedPacketType(rawValue: 0)
  /// Broadcast by somebody else.
  public static let broadcast = CookedPacketType(rawValue: 1)
  /// Multicast by somebody else.
  public static let multicast = CookedPacketType(rawValue: 2)
  /// Sent by somebody else to somebody else.
  public static let toOther = CookedPacketType(rawValue: 3)
  /// Sent by this host.
  public static let outgoing = CookedPacketType(rawValue: 4)
}
