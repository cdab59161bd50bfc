public import PacketCodec

/// One end of a connection or a datagram's way: an address and a port.
///
/// Source: RFC 9293 §3.3.1 calls it a socket.
public struct TransportAddress: Hashable, Sendable {
  /// The host.
  public var address: IPv4Address
  /// The port, 0 where none is meant.
  public var port: UInt16

  /// The port of that host.
  public init(_ address: IPv4Address, _ port: UInt16) {
    self.address = address
    self.port = port
  }
}

extension TransportAddress: CustomStringConvertible {
  /// Address and port with a colon between.
  public var description: String { "\(address):\(port)" }
}
