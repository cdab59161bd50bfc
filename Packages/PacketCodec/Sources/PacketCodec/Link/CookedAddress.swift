/// The sender's link address in a cooked header: a place of eight octets, and how many of them the address takes.
///
/// The octets behind the address are kept as they came, and so is a length above eight, which the kernel writes when an
/// address did not fit.
public struct CookedAddress: Hashable, Sendable {
  /// Octets of the address as the header says.
  public var count: UInt16
  /// The eight octets, the first one most significant.
  public var octets: UInt64

  /// An address from its fields.
  public init(count: UInt16, octets: UInt64) {
    self.count = count
    self.octets = octets
  }

  /// An Ethernet address.
  public init(_ address: MACAddress) { self.init(count: 6, octets: address.rawValue << 16) }

  /// The Ethernet address, when it has the length of one.
  public var ethernet: MACAddress? { count == 6 ? MACAddress(octets >> 16) : nil }
}
