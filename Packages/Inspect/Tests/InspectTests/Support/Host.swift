import PacketCodec

/// An end of the tests' link.
struct Host: Hashable, Sendable {
  var address: IPv4Address
  var station: MACAddress

  init(_ number: UInt8) {
    address = IPv4Address(10, 0, 0, number)
    station = MACAddress(0x0200_0000_0000 | UInt64(number))
  }

  /// One of many that nobody knows, which a number repeats.
  init(random number: UInt32) {
    address = IPv4Address(0x1400_0000 | number & 0x00FF_FFFF)
    station = MACAddress(0x0200_0000_00FE)
  }

  static let client = Host(1)
  static let server = Host(2)
  static let attacker = Host(66)
}
