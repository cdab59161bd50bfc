/// Why a datagram could not be delivered.
///
/// Source: RFC 792, "Destination Unreachable Message"; RFC 1122 §3.2.2.1; RFC 1812 §5.2.7.1.
public struct ICMPUnreachableCode: RawRepresentable, Hashable, Sendable {
  /// The field's eight bits.
  public var rawValue: UInt8

  /// The code with this number; every number is one.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// No route to the network.
  public static let network = ICMPUnreachableCode(rawValue: 0)
  /// The last router cannot find the host.
  public static let host = ICMPUnreachableCode(rawValue: 1)
  /// The host does not speak the transport protocol.
  public static let transportProtocol = ICMPUnreachableCode(rawValue: 2)
  /// Nothing listens on the port.
  public static let port = ICMPUnreachableCode(rawValue: 3)
  /// The datagram is too long for the next link and must not be cut (RFC 1191 §4).
  public static let fragmentationNeeded = ICMPUnreachableCode(rawValue: 4)
  /// A filter forbids it.
  public static let administrativelyProhibited = ICMPUnreachableCode(rawValue: 13)
}
