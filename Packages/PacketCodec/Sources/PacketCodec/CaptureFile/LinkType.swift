/// What the frames of a capture begin with.
///
/// Source: draft-ietf-opsawg-pcaplinktype; the numbers are those of tcpdump.org's "Link-layer header types".
public struct LinkType: RawRepresentable, Hashable, Sendable {
  /// The number in a capture file.
  public var rawValue: UInt16

  /// The link type with this number; every number is one.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// An Ethernet header; Linux' loopback interface has one too.
  public static let ethernet = LinkType(rawValue: 1)
  /// BSD's loopback: the address family in the order of the machine that captured.
  public static let null = LinkType(rawValue: 0)
  /// OpenBSD's loopback: the address family in network order.
  public static let loop = LinkType(rawValue: 108)
  /// As `raw`, by the number some systems gave it first.
  public static let rawOfBSD = LinkType(rawValue: 12)
  /// A PPP frame, with or without the address and control of HDLC.
  public static let ppp = LinkType(rawValue: 9)
  /// A PPP frame in HDLC.
  public static let pppInHDLC = LinkType(rawValue: 50)
  /// Cisco's HDLC: an address, a control octet and an EtherType.
  public static let ciscoHDLC = LinkType(rawValue: 104)
  /// Frame Relay.
  public static let frameRelay = LinkType(rawValue: 107)
  /// InfiniBand's addresses and an EtherType.
  public static let ipOverInfiniBand = LinkType(rawValue: 242)
  /// A frame of IEEE 802.11, as it was in the air.
  public static let wireless = LinkType(rawValue: 105)
  /// As `wireless`, behind what the receiver noted of it.
  public static let radiotap = LinkType(rawValue: 127)
  /// What Linux' packet filter logged.
  public static let netfilterLog = LinkType(rawValue: 239)
  /// What Solaris shows of its own datagrams.
  public static let solarisIPNet = LinkType(rawValue: 226)
  /// An IPv6 header.
  public static let ipv6 = LinkType(rawValue: 229)
  /// An IPv4 or IPv6 header, told apart by its version.
  public static let raw = LinkType(rawValue: 101)
  /// Linux' made-up header for interfaces of different kinds, version 1.
  public static let linuxCooked = LinkType(rawValue: 113)
  /// An IPv4 header.
  public static let ipv4 = LinkType(rawValue: 228)
  /// Linux' made-up header for interfaces of different kinds, version 2.
  public static let linuxCooked2 = LinkType(rawValue: 276)
}

extension LinkType: CustomStringConvertible {
  /// The registered name, or the number.
  public var description: String {
    switch self {
    case .ethernet: "ETHERNET"
    case .raw: "RAW"
    case .null: "NULL"
    case .loop: "LOOP"
    case .ppp: "PPP"
    case .pppInHDLC: "PPP_HDLC"
    case .ciscoHDLC: "C_HDLC"
    case .frameRelay: "FRELAY"
    case .ipOverInfiniBand: "IPOIB"
    case .wireless: "IEEE802_11"
    case .radiotap: "IEEE802_11_RADIOTAP"
    case .netfilterLog: "NFLOG"
    case .solarisIPNet: "IPNET"
    case .ipv6: "IPV6"
    case .linuxCooked: "LINUX_SLL"
    case .ipv4: "IPV4"
    case .linuxCooked2: "LINUX_SLL2"
    default: "\(rawValue)"
    }
  }
}
