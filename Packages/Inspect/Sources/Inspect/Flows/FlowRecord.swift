/// A flow at its end.
public struct FlowRecord: Hashable, Sendable {
  /// Whom it joined, in the direction of the first datagram that was seen.
  public var tuple: FiveTuple
  /// How it ended.
  public var end: FlowEnd
  /// Datagrams from the source.
  public var packetsOut: Int
  /// Datagrams to the source.
  public var packetsIn: Int
  /// Octets of datagrams from the source, headers included.
  public var octetsOut: Int
  /// Octets of datagrams to the source, headers included.
  public var octetsIn: Int
  /// When the first datagram was seen, nanoseconds since 1970.
  public var beganNanoseconds: Int64
  /// When the last one was.
  public var endedNanoseconds: Int64

  /// A record from its parts.
  public init(
    tuple: FiveTuple, end: FlowEnd, packetsOut: Int, packetsIn: Int, octetsOut: Int, octetsIn: Int,
    beganNanoseconds: Int64, endedNanoseconds: Int64
  ) {
    self.tuple = tuple
    self.end = end
    self.packetsOut = packetsOut
    self.packetsIn = packetsIn
    self.octetsOut = octetsOut
    self.octetsIn = octetsIn
    self.beganNanoseconds = beganNanoseconds
    self.endedNanoseconds = endedNanoseconds
  }
}
