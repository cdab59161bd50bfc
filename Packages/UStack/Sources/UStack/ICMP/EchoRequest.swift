public import PacketCodec

/// An echo to ask for.
///
/// Source: RFC 792, "Echo or Echo Reply Message"; RFC 1122 §3.2.2.6.
public struct EchoRequest: Hashable, Sendable {
  /// The longest data a datagram carries behind both headers, octets.
  public static let payloadLimit = 65_507

  /// Who is to answer.
  public var destination: IPv4Address
  /// Tells one asker's echoes from another's.
  public var identifier: UInt16
  /// Tells one asker's echoes from each other.
  public var sequence: UInt16
  /// What is to come back: 0 ... 65,507 octets.
  public var payload: [UInt8]
  /// Hops it may take, 1 ... 255; nil takes the stack's.
  public var timeToLive: UInt8?
  /// False forbids routers, and this stack, to cut it.
  public var mayFragment: Bool

  /// A request with these fields.
  public init(
    to destination: IPv4Address, identifier: UInt16, sequence: UInt16, payload: [UInt8] = [], timeToLive: UInt8? = nil,
    mayFragment: Bool = true
  ) {
    self.destination = destination
    self.identifier = identifier
    self.sequence = sequence
    self.payload = payload
    self.timeToLive = timeToLive
    self.mayFragment = mayFragment
  }
}
