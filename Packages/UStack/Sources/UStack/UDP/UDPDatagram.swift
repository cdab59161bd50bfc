public import PacketCodec

/// A user datagram that came to a bound port.
///
/// Source: RFC 768; RFC 1122 §4.1.
public struct UDPDatagram: Hashable, Sendable {
  /// Who sent it.
  public var source: IPv4Address
  /// From which port; 0 when no answer is wanted.
  public var sourcePort: UInt16
  /// To which address: the stack's own, or a broadcast.
  public var destination: IPv4Address
  /// What it says.
  public var payload: [UInt8]

  /// A datagram with these fields.
  public init(source: IPv4Address, sourcePort: UInt16, destination: IPv4Address, payload: [UInt8]) {
    self.source = source
    self.sourcePort = sourcePort
    self.destination = destination
    self.payload = payload
  }
}
