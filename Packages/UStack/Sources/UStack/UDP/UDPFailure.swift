public import PacketCodec

/// A user datagram of a bound port that somebody could not deliver.
///
/// Source: RFC 1122 §4.1.3.3.
public struct UDPFailure: Hashable, Sendable {
  /// The port that sent it.
  public var port: UInt16
  /// Who was to have it.
  public var destination: IPv4Address
  /// On which port.
  public var destinationPort: UInt16
  /// Why.
  public var error: DeliveryError

  /// A failure with these fields.
  public init(port: UInt16, destination: IPv4Address, destinationPort: UInt16, error: DeliveryError) {
    self.port = port
    self.destination = destination
    self.destinationPort = destinationPort
    self.error = error
  }
}
