import PacketCodec

/// A segment TCP wants on its way: all but its payload, which TCP writes itself behind the headers.
struct OutgoingSegment: Sendable {
  /// From whom; one of the stack's addresses.
  var source: IPv4Address
  /// To whom.
  var destination: IPv4Address
  /// The header; the stack fills the checksum in.
  var header: TCPHeader
  /// Octets of payload.
  var payloadCount: Int
  /// Differentiated services and congestion notification.
  var typeOfService: UInt8 = 0
  /// Hops it may take; nil takes the stack's.
  var timeToLive: UInt8?
  /// False sets DF.
  var mayFragment = false
}
