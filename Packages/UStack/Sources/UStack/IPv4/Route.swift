public import PacketCodec

/// Where datagrams for some addresses go next.
///
/// Source: RFC 1122 §3.3.1.1.
public struct Route: Hashable, Sendable {
  /// The destinations.
  public var destinations: IPv4Prefix
  /// The router that takes them; nil when they are on the link themselves.
  public var gateway: IPv4Address?

  /// The way to `destinations`.
  public init(to destinations: IPv4Prefix, through gateway: IPv4Address? = nil) {
    self.destinations = destinations
    self.gateway = gateway
  }
}
