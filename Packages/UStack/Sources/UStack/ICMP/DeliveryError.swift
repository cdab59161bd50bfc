public import PacketCodec

/// Why something that was sent did not arrive.
public struct DeliveryError: Hashable, Sendable {
  /// Who says so; the stack's own address when its neighbour did not answer or no route led on.
  public var reporter: IPv4Address
  /// What it says.
  public var message: ICMPMessage
  /// When it was said.
  public var time: Instant

  /// An error with these fields.
  public init(reporter: IPv4Address, message: ICMPMessage, time: Instant) {
    self.reporter = reporter
    self.message = message
    self.time = time
  }
}
