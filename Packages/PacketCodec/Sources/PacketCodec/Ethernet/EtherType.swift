/// What an Ethernet frame carries.
///
/// Source: IEEE 802.3 §3.2.6; the numbers are in IANA's "IEEE 802 Numbers".
public struct EtherType: RawRepresentable, Hashable, Sendable {
  /// The field's 16 bits.
  public var rawValue: UInt16

  /// The type with this number; every number is one.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Internet Protocol version 4.
  public static let ipv4 = EtherType(rawValue: 0x0800)
  /// Address resolution.
  public static let arp = EtherType(rawValue: 0x0806)
  /// An 802.1Q tag; the type of the payload stands behind it.
  public static let tagged = EtherType(rawValue: 0x8100)
  /// Internet Protocol version 6.
  public static let ipv6 = EtherType(rawValue: 0x86DD)

  /// True below 1536, where the field is the payload's length and an LLC header follows.
  public var isLength: Bool { rawValue < 0x0600 }
}

extension EtherType: CustomStringConvertible {
  /// The protocol's usual name, or the number: `IPv4`, `0x88cc`.
  public var description: String {
    switch self {
    case .ipv4: "IPv4"
    case .arp: "ARP"
    case .tagged: "802.1Q"
    case .ipv6: "IPv6"
    default: "0x" + String(repeating: "0", count: 4 - String(rawValue, radix: 16).count) + String(rawValue, radix: 16)
    }
  }
}
