import PacketCodec

/// A datagram on its way out in pieces.
///
/// The stack sends no options, so each piece has the same header but for offset, flag, length and checksum.
///
/// Source: RFC 791 §3.2 (an example fragmentation procedure); RFC 1122 §3.3.5.
struct Fragmenter: Sendable {
  private let datagram: Datagram
  private let pieceCount: Int
  private var offset = 0

  /// - Precondition: `mtu` leaves room for a header and eight octets.
  init(_ datagram: Datagram, mtu: Int) {
    self.datagram = datagram
    pieceCount = (mtu - datagram.header.headerCount) & ~7
    precondition(pieceCount >= 8, "an MTU below 28 carries no fragment")
  }

  /// True when every piece was written.
  var isDone: Bool { offset >= datagram.payload.count }

  /// Appends the next piece, header and octets.
  mutating func writeNext(into output: inout OutputSpan<UInt8>) {
    let end = min(offset + pieceCount, datagram.payload.count)
    let isLast = end == datagram.payload.count
    var header = datagram.header
    header.fragment = FragmentField(rawValue: UInt16(offset / 8) | (isLast ? 0 : 0x2000))
    header.totalCount = UInt16(header.headerCount + end - offset)
    header.checksum = header.computedChecksum
    header.encode(into: &output)
    output.append(copying: datagram.payload.span.bytes.extracting(offset ..< end))
    offset = end
  }
}
