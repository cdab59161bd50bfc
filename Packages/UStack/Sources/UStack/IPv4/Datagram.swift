import PacketCodec

/// A datagram that waits: for its turn, for its neighbour's address, or to be cut.
struct Datagram: Hashable, Sendable {
  /// Its header; length and checksum fit the payload.
  var header: IPv4Header
  /// What the header carries.
  var payload: [UInt8]

  init(header: IPv4Header, payload: [UInt8]) {
    self.header = header
    self.payload = payload
  }

  /// Octets of both.
  var count: Int { header.headerCount + payload.count }

  /// What an error about it would quote. Octets that are not there are zero.
  var quotation: QuotedDatagram {
    var leading: UInt64 = 0
    for index in 0 ..< 8 { leading = leading << 8 | (index < payload.count ? UInt64(payload[index]) : 0) }
    return QuotedDatagram(header: header, leadingOctets: leading)
  }
}
