internal import PacketCodec

/// What tells one connection from all others of a host.
///
/// Source: RFC 9293 §3.3.1.
public struct FourTuple: Hashable, Sendable {
  /// Our end.
  public var local: TransportAddress
  /// The peer's end.
  public var remote: TransportAddress

  /// The connection between these ends.
  public init(local: TransportAddress, remote: TransportAddress) {
    self.local = local
    self.remote = remote
  }

  /// Feeds the two ends in two words: it is done for each segment.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(UInt64(local.address.rawValue) << 32 | UInt64(remote.address.rawValue))
    hasher.combine(UInt32(local.port) << 16 | UInt32(remote.port))
  }

  /// The connection that a segment which came to us belongs to.
  init(receiving segment: TCPHeader, in datagram: IPv4Header) {
    local = TransportAddress(datagram.destination, segment.destinationPort)
    remote = TransportAddress(datagram.source, segment.sourcePort)
  }
}

extension FourTuple: CustomStringConvertible {
  /// Our end, an arrow, the peer's end.
  public var description: String { "\(local) -> \(remote)" }
}
