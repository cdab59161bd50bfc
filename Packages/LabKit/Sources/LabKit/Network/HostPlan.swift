public import PacketCodec

/// One host of a laboratory before it exists: its name and its place on the wire.
public struct HostPlan: Hashable, Sendable {
  /// 1 ... 32 letters, digits and hyphens, a letter first.
  public let name: String
  /// Its address.
  public let address: IPv4Address
  /// Its interface's Ethernet address, chosen so that a capture is readable: the last octet counts the hosts.
  public let hardwareAddress: MACAddress

  /// Its interface's number. The two ends of a wire need different ones: between equal ones, each in its own namespace,
  /// the kernel does not see that a link is new, and notes it only with its next round, up to a second later.
  public let interfaceIndex: Int

  /// The interface every host has.
  public static let interface = "eth0"
  /// Where a wire is cut, the interfaces of its two ends: the first host's, and the second's.
  public static let cutEnds = ("left", "right")
  /// The interface every host has for itself, 127.0.0.1.
  public static let loopback = "lo"
  /// The length of the network's prefix.
  public static let prefixLength = 24
  /// The longest name: it stands in file names and in the titles of ladders.
  static let nameMax = 32

  /// The host of this place on the wire.
  ///
  /// - Parameters:
  ///   - name: what the laboratory calls it.
  ///   - place: 1 ... 254; the last octet of both its addresses, 10.77.0.x and 02:00:00:00:00:xx.
  /// - Returns: nil for a name or a place outside its range.
  public init?(name: String, place: Int) {
    let letters = name.utf8
    guard (1 ... Self.nameMax).contains(letters.count), (1 ... 254).contains(place),
      let first = letters.first, Self.isLetter(first),
      letters.allSatisfy({ Self.isLetter($0) || (48 ... 57).contains($0) || $0 == 45 })
    else { return nil }
    self.name = name
    address = IPv4Address(10, 77, 0, UInt8(place))
    interfaceIndex = 10 + place
    hardwareAddress = MACAddress(0x02_00_00_00_00_00 | UInt64(place))
  }

  private static func isLetter(_ octet: UInt8) -> Bool { (97 ... 122).contains(octet) || (65 ... 90).contains(octet) }
}
