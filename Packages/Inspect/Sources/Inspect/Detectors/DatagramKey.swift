import PacketCodec

/// What the pieces of one datagram have in common.
///
/// Source: RFC 791 §3.2, Identification.
struct DatagramKey: Hashable, Sendable {
  var source: IPv4Address
  var destination: IPv4Address
  var identification: UInt16
  var `protocol`: IPProtocol

  init(_ ip: IPv4Header) {
    source = ip.source
    destination = ip.destination
    identification = ip.identification
    `protocol` = ip.protocol
  }
}
