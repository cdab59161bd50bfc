/// The address of an interface in the Internet, version 4.
public struct IPv4Address: Hashable, Sendable {
  /// The address as a number, its first octet most significant: `10.0.0.1` is 0x0A000001.
  public let rawValue: UInt32

  /// The address with this number; every number is one.
  @inlinable
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// The address of these four octets in the order they are written.
  public init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
    rawValue = UInt32(first) << 24 | UInt32(second) << 16 | UInt32(third) << 8 | UInt32(fourth)
  }

  /// No address, or this host: `0.0.0.0` (RFC 1122 §3.2.1.3).
  public static let any = IPv4Address(0)
  /// Every host on this link: `255.255.255.255`.
  public static let broadcast = IPv4Address(0xFFFF_FFFF)
  /// This host to itself: `127.0.0.1`.
  public static let loopback = IPv4Address(127, 0, 0, 1)

  /// True in `127.0.0.0/8`.
  public var isLoopback: Bool { rawValue >> 24 == 127 }
  /// True in `224.0.0.0/4` (RFC 5771).
  public var isMulticast: Bool { rawValue >> 28 == 0xE }
}

extension IPv4Address: LosslessStringConvertible {
  /// Reads four decimal numbers 0 ... 255 between dots, and nothing else.
  ///
  /// A leading zero is refused: some readers take `010` for eight. So are short forms (`10.1`) and blanks.
  public init?(_ text: String) {
    var rawValue: UInt32 = 0
    var octet: UInt32?
    var dots = 0
    for character in text.utf8 {
      switch character {
      case UInt8(ascii: "0") ... UInt8(ascii: "9"):
        guard octet != 0 else { return nil }
        let next = (octet ?? 0) * 10 + UInt32(character - UInt8(ascii: "0"))
        guard next <= 255 else { return nil }
        octet = next
      case UInt8(ascii: "."):
        guard let closed = octet, dots < 3 else { return nil }
        rawValue = rawValue << 8 | closed
        octet = nil
        dots += 1
      default:
        return nil
      }
    }
    guard let octet, dots == 3 else { return nil }
    self.init(rawValue << 8 | octet)
  }

  /// Four decimal numbers between dots.
  public var description: String {
    "\(rawValue >> 24).\(rawValue >> 16 & 0xFF).\(rawValue >> 8 & 0xFF).\(rawValue & 0xFF)"
  }
}
