public import PacketCodec

/// Something the application may want to know.
public enum StackEvent: Hashable, Sendable {
  /// A neighbour the application asked for has this station, and took so long to say so.
  case neighborFound(IPv4Address, MACAddress, after: Interval)
  /// A neighbour the application asked for did not answer.
  case neighborMissing(IPv4Address)
  /// Nobody objected: the address is ours, unless the stack only inquired.
  case addressClaimed
  /// Another station uses our address; it was told that we do.
  case addressDefended(against: MACAddress)
  /// Another station has the address; this stack neither sends from it nor answers for it any more.
  case addressLost(to: MACAddress)
  /// An echo came back.
  case echoReply(EchoReply)
  /// An echo was not delivered.
  case echoFailure(EchoFailure)
  /// A user datagram was not delivered.
  case udpFailure(UDPFailure)

  /// Octets it keeps beside its own size.
  var payloadCount: Int {
    if case .echoReply(let reply) = self { reply.payload.count } else { 0 }
  }
}
