public import PacketCodec
public import SocketKit

/// A TCP segment with both its ends.
public struct Segment: Hashable, Sendable {
  /// Who sent it.
  public var source: SocketAddress
  /// Whom it is for.
  public var destination: SocketAddress
  /// Its header.
  public var header: TCPHeader
  /// Octets of payload on the wire, also when the capture cut them.
  public var payloadCount: Int

  /// A segment from its parts.
  public init(source: SocketAddress, destination: SocketAddress, header: TCPHeader, payloadCount: Int) {
    self.source = source
    self.destination = destination
    self.header = header
    self.payloadCount = payloadCount
  }

  /// The places of sequence space it takes: payload, SYN and FIN.
  public var sequenceCount: Int { header.sequenceCount(payloadCount: payloadCount) }
}
