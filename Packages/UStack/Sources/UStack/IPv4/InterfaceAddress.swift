public import PacketCodec

/// The stack's own address and the network it stands in.
public struct InterfaceAddress: Hashable, Sendable {
  /// The stack's address.
  public let address: IPv4Address
  /// The addresses that are reached without a router.
  public let network: IPv4Prefix

  /// The address in a network whose prefix is so long.
  ///
  /// - Precondition: `prefixLength` is 0 ... 32.
  public init(_ address: IPv4Address, prefixLength: Int) {
    self.address = address
    network = IPv4Prefix(address, length: prefixLength)
  }

  /// Whether a host may have this address: it is not for all or many, not for within a host, and not reserved.
  ///
  /// Source: RFC 1122 §3.2.1.3.
  public var isHost: Bool { kind(of: address) == .host }

  /// Whether `other` may be another host of the same network, which is reached without a router.
  public func hasNeighbor(_ other: IPv4Address) -> Bool { role(of: other) == .host && network.contains(other) }

  /// Whether `other` is for everybody on the network.
  public func isBroadcast(_ other: IPv4Address) -> Bool { role(of: other) == .broadcast }

  /// What `other` is, seen from this interface.
  func role(of other: IPv4Address) -> AddressRole { other == address ? .own : kind(of: other) }

  private func kind(of other: IPv4Address) -> AddressRole {
    if other == .broadcast || other == network.broadcast { return .broadcast }
    if other.isMulticast { return .multicast }
    if other.isLoopback { return .loopback }
    // The network's own number was its broadcast address in 4.2BSD; no host may have it either way.
    if other.rawValue >> 24 == 0 || other.rawValue >> 28 == 0xF { return .reserved }
    if network.length <= 30 && other == network.base { return .reserved }
    return .host
  }
}

extension InterfaceAddress: LosslessStringConvertible {
  /// Reads an address and a prefix length 0 ... 32 with a slash between: `10.0.0.7/24`. Anything else is nil.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPv4Address(String(parts[0])), parts[1].utf8.first != UInt8(ascii: "+"),
      let length = Int(parts[1]), (0 ... 32).contains(length)
    else { return nil }
    self.init(address, prefixLength: length)
  }

  /// The address and the prefix length: `10.0.0.7/24`.
  public var description: String { "\(address)/\(network.length)" }
}
