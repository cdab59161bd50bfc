import PacketCodec
import Testing

@Suite struct `A quoted datagram` {
  /// The payload of the error, from the quoted IPv4 header on.
  let quotation = Array(GoldenFrame("icmp-port-unreachable").octets[42...])

  @Test func `names the ports that were tried`() throws {
    let (quoted, offset) = try QuotedDatagram.decode(quotation.span.bytes)
    #expect(quoted.header.destination == IPv4Address(10, 77, 0, 2))
    #expect((quoted.sourcePort, quoted.destinationPort) == (56469, 40002))
    #expect(offset == 28)
  }

  @Test func `of a segment has its sequence number`() throws {
    let quoted = try QuotedDatagram.decode(Array(GoldenFrame("icmp-too-big").octets[42...]).span.bytes).header
    #expect(quoted.secondWord == 0xFFFF_FFF0)
  }

  @Test func `is found behind options`() throws {
    let frame = GoldenFrame("icmp-quoted-options")
    let octets = Array(frame.octets[frame.decoded.payloadRange])
    let (quoted, offset) = try QuotedDatagram.decode(octets.span.bytes)
    #expect(quoted.header.options.count == 8)
    #expect(quoted.destinationPort == 40003)
    #expect(offset == 36)
  }

  @Test(arguments: 0 ..< 28) func `is truncated before its ports are whole`(count: Int) {
    let error = DecodeError.truncated(.icmp, .quotedDatagram, needed: count < 20 ? 20 : 28, available: count)
    #expect(throws: error) { try QuotedDatagram.decode(quotation.span.bytes.extracting(0 ..< count)) }
  }

  @Test(arguments: [
    (UInt8(0x60), DecodeError.unsupported(.icmp, .quotedDatagram, expected: 4, found: 6)),
    (0x41, .badLength(.icmp, .quotedDatagram, minimum: 20, found: 4)),
  ])
  func `speaks of itself when its header is wrong`(first: UInt8, error: DecodeError) {
    let octets = [first] + quotation.dropFirst()
    #expect(throws: error) { try QuotedDatagram.decode(octets.span.bytes) }
  }
}
