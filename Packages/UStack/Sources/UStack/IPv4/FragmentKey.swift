import PacketCodec

/// What the fragments of one datagram have in common.
///
/// Source: RFC 791 §3.2.
struct FragmentKey: Hashable, Sendable {
  let source: IPv4Address
  let destination: IPv4Address
  let `protocol`: IPProtocol
  let identification: UInt16

  init(_ header: IPv4Header) {
    source = header.source
    destination = header.destination
    `protocol` = header.protocol
    identification = header.identification
  }
}
