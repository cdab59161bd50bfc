public import PacketCodec

/// An echo this stack asked for that somebody could not deliver.
public struct EchoFailure: Hashable, Sendable {
  /// Who was to answer.
  public var destination: IPv4Address
  /// The request's identifier.
  public var identifier: UInt16
  /// The request's sequence number.
  public var sequence: UInt16
  /// Why.
  public var error: DeliveryError

  /// A failure with these fields.
  public init(destination: IPv4Address, identifier: UInt16, sequence: UInt16, error: DeliveryError) {
    self.destination = destination
    self.identifier = identifier
    self.sequence = sequence
    self.error = error
  }
}
