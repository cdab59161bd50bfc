/// What an Ethernet frame carries.
///
/// Source: IEEE 802.3 §3.2.6; the numbers are in IANA's "IEEE 802 Numbers".
public struct EtherType: RawRepresentable, Hashable, Sendable {
  /// The field's 16 bits.
  public var rawValue: UInt16

  /// The type with this number; every number is one.
  @inlinable
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Internet Protocol version 4.
  public static let ipv4 = EtherType(rawValue: 0x0800)
  /// Address resolution.
  public static let arp = EtherType(rawValue: 0x0806)
  /// An 802.1Q tag; the type of the payload stands behind it.
  public static let tagged = EtherType(rawValue: 0x8100)
  /// An outer 802.1Q tag, as between networks (802.1ad).
  public static let serviceTagged = EtherType(rawValue: 0x88A8)
  /// An outer tag as it was before 802.1ad.
  public static let oldTagged = EtherType(rawValue: 0x9100)
  /// Address resolution the other way (RFC 903), in ARP's format.
  public static let reverseARP = EtherType(rawValue: 0x8035)
  /// A long frame of 802.2, without a length.
  public static let jumbo = EtherType(rawValue: 0x8870)
  /// Internet Protocol version 6.
  public static let ipv6 = EtherType(rawValue: 0x86DD)

  /// A whole Ethernet frame (RFC 1701).
  public static let bridged = EtherType(rawValue: 0x6558)
  /// A datagram behind labels (RFC 3032).
  public static let mpls = EtherType(rawValue: 0x8847)
  /// As `mpls`, with a label that the upstream chose (RFC 5332).
  public static let upstreamMPLS = EtherType(rawValue: 0x8848)
  /// A PPP frame of a session over Ethernet (RFC 2516).
  public static let pppOverEthernet = EtherType(rawValue: 0x8864)
  /// A PPP frame in GRE (RFC 2637).
  public static let ppp = EtherType(rawValue: 0x880B)
  /// A frame that is protected hop by hop (IEEE 802.1AE), and may be readable.
  public static let macSecurity = EtherType(rawValue: 0x88E5)
  /// What is to pass through a chain of services (RFC 8300).
  public static let networkService = EtherType(rawValue: 0x894F)
  /// In GRE, Cisco's notes on a payload, whose type follows them.
  static let metaData = EtherType(rawValue: 0x8909)
  /// In GRE, a mirrored Ethernet frame, of ERSPAN's first two kinds.
  static let mirrored = EtherType(rawValue: 0x88BE)
  /// In GRE, a mirrored Ethernet frame, of ERSPAN's third kind.
  static let mirrored3 = EtherType(rawValue: 0x22EB)
  /// In GRE, a datagram that a router redirected to a cache (WCCP).
  static let redirected = EtherType(rawValue: 0x883E)

  /// The longest payload that 802.3 lets a length say; above, up to 1535, the field says nothing.
  static let lengthLimit: UInt16 = 1500
  /// The first number that is a type.
  static let typeMinimum: UInt16 = 0x0600

  /// Octets of the payload, 0 ... 1500, when the field says a length; nil for a type, and between 1501 and 1535, where it
  /// says neither.
  public var length: Int? { rawValue <= Self.lengthLimit ? Int(rawValue) : nil }

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
