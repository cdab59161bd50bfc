import PacketCodec
import Testing

@Suite struct `A UDP header` {
  let ends = PseudoHeader(source: IPv4Address(10, 77, 0, 1), destination: IPv4Address(10, 77, 0, 2))

  @Test func `comes back as it was written`() throws {
    let header = UDPHeader(sourcePort: 1, destinationPort: 0xFFFE, payloadCount: 3, checksum: 0xABCD)
    let octets = encoded { header.encode(into: &$0) }
    let decoded = try UDPHeader.decode(octets.span.bytes)
    #expect(decoded.header == header)
    #expect(decoded.payloadOffset == 8)
  }

  @Test(arguments: 0 ..< 8) func `is truncated under eight octets`(count: Int) {
    #expect(throws: DecodeError.truncated(.udp, .header, needed: 8, available: count)) {
      try UDPHeader.decode([UInt8](repeating: 0, count: count).span.bytes)
    }
  }

  @Test(arguments: 0 ..< 8) func `is refused with a length under its own`(length: UInt8) {
    #expect(throws: DecodeError.badLength(.udp, .length, minimum: 8, found: Int(length))) {
      try UDPHeader.decode(([0, 1, 0, 2, 0, length, 0, 0] as [UInt8]).span.bytes)
    }
  }

  @Test func `holds the checksum its kernel computed`() throws {
    // The kernel leaves the sum to the card unless told otherwise; this sender was told.
    let frame = GoldenFrame("udp-odd")
    let isValid = frame.decoded.isTransportChecksumValid(in: frame.octets.span.bytes)
    #expect(isValid == true)
  }

  @Test func `without a checksum fits anything`() {
    let header = UDPHeader(sourcePort: 1, destinationPort: 2, payloadCount: 1)
    #expect(isValid(header, [9]))
  }

  @Test func `never sends zero for a checksum`() {
    // The payload is chosen so that all words sum to ones, whose complement would be zero.
    var header = UDPHeader(sourcePort: 1, destinationPort: 2, payloadCount: 2)
    let rest = header.computedChecksum(payload: hex("0000").span.bytes, ends)
    let payload = [UInt8(rest >> 8), UInt8(rest & 0xFF)]
    header.checksum = header.computedChecksum(payload: payload.span.bytes, ends)
    #expect(header.checksum == 0xFFFF)
    #expect(isValid(header, payload))
    #expect(!isValid(header, [payload[0], payload[1] ^ 1]))
  }

  private func isValid(_ header: UDPHeader, _ payload: [UInt8]) -> Bool {
    header.isChecksumValid(payload: payload.span.bytes, ends)
  }
}
