import PacketCodec
import Testing

@Suite struct `A decoding error` {
  @Test func `says layer, field and both numbers whatever its case`() {
    let errors: [(DecodeError, String)] = [
      (.truncated(.tcp, .header, needed: 20, available: 4), "tcp header: 20 octets needed, 4 there"),
      (.badLength(.ipv4, .headerLength, minimum: 20, found: 16), "ip header length: 20 octets at least, 16 found"),
      (.unsupported(.arp, .protocolType, expected: 2048, found: 1), "arp protocol type: 2048 expected, 1 found"),
    ]
    for (error, text) in errors { #expect(error.description == text) }
    #expect(errors.map(\.0.layer) == [.tcp, .ipv4, .arp])
    #expect(errors.map(\.0.field) == [.header, .headerLength, .protocolType])
    #expect(errors.map(\.0.needed) == [20, 20, 2048])
    #expect(errors.map(\.0.found) == [4, 16, 1])
  }
}
