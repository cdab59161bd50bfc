public import PacketCodec

/// An address and, where the protocol has one, a port.
public struct Endpoint: Hashable, Sendable {
  /// The host.
  public var address: IPv4Address
  /// The port; nil without one.
  public var port: UInt16?

  /// An end from its parts.
  public init(_ address: IPv4Address, _ port: UInt16? = nil) {
    self.address = address
    self.port = port
  }

  /// One number for each end, the address more significant; without a port it is not that of port 0.
  var rawValue: UInt64 { UInt64(address.rawValue) << 17 | (port.map { UInt64($0) << 1 | 1 } ?? 0) }
}

extension Endpoint: CustomStringConvertible {
  /// `10.0.0.1:80`, or the address alone.
  public var description: String { port.map { "\(address):\($0)" } ?? "\(address)" }
}
