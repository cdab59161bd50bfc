public import PacketCodec

/// What tells one flow from another, in the direction of one datagram.
public struct FiveTuple: Hashable, Sendable {
  /// What the datagram carries.
  public var `protocol`: IPProtocol
  /// Who sent it.
  public var source: Endpoint
  /// To whom.
  public var destination: Endpoint

  /// A tuple from its parts.
  public init(_ protocol: IPProtocol, source: Endpoint, destination: Endpoint) {
    self.protocol = `protocol`
    self.source = source
    self.destination = destination
  }

  /// The same for the way back.
  public var reversed: FiveTuple { FiveTuple(`protocol`, source: destination, destination: source) }

  /// The same for both ways.
  var key: FlowKey {
    let (here, there) = (source.rawValue, destination.rawValue)
    return FlowKey(low: min(here, there), high: max(here, there), protocol: `protocol`.rawValue)
  }
}
