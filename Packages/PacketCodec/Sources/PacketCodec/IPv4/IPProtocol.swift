/// What an IPv4 datagram carries.
///
/// Source: RFC 791 §3.1; the numbers are in IANA's "Protocol Numbers".
public struct IPProtocol: RawRepresentable, Hashable, Sendable {
  /// The field's eight bits.
  public var rawValue: UInt8

  /// The protocol with this number; every number is one.
  @inlinable
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Control messages.
  public static let icmp = IPProtocol(rawValue: 1)
  /// A datagram in a datagram (RFC 2003).
  public static let ipv4 = IPProtocol(rawValue: 4)
  /// A datagram of version 6 in a datagram (RFC 4213).
  public static let ipv6 = IPProtocol(rawValue: 41)
  /// The Transmission Control Protocol.
  public static let tcp = IPProtocol(rawValue: 6)
  /// Generic routing encapsulation (RFC 2784).
  public static let gre = IPProtocol(rawValue: 47)
  /// An Ethernet frame behind two octets (RFC 3378).
  public static let etherIP = IPProtocol(rawValue: 97)
  /// A datagram behind labels (RFC 4023).
  public static let mpls = IPProtocol(rawValue: 137)
  /// An Ethernet frame (RFC 8986).
  public static let ethernet = IPProtocol(rawValue: 143)
  /// Multicast routing (RFC 7761), whose registers carry datagrams.
  public static let pim = IPProtocol(rawValue: 103)
  /// User datagrams.
  public static let udp = IPProtocol(rawValue: 17)
}

extension IPProtocol: CustomStringConvertible {
  /// The protocol's short name, or its number.
  public var description: String {
    switch self {
    case .icmp: "icmp"
    case .tcp: "tcp"
    case .udp: "udp"
    default: "\(rawValue)"
    }
  }
}
