public import PacketCodec

/// An answer to an echo this stack asked for.
public struct EchoReply: Hashable, Sendable {
  /// Who answered.
  public var source: IPv4Address
  /// The request's identifier.
  public var identifier: UInt16
  /// The request's sequence number.
  public var sequence: UInt16
  /// Hops that were left when it came, 0 ... 255.
  public var timeToLive: UInt8
  /// What came back.
  public var payload: [UInt8]
  /// When it came.
  public var time: Instant

  /// A reply with these fields.
  public init(
    source: IPv4Address, identifier: UInt16, sequence: UInt16, timeToLive: UInt8, payload: [UInt8], time: Instant
  ) {
    self.source = source
    self.identifier = identifier
    self.sequence = sequence
    self.timeToLive = timeToLive
    self.payload = payload
    self.time = time
  }
}
