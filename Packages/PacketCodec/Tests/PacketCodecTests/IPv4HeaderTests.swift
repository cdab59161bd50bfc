import PacketCodec
import Testing

@Suite struct `An IPv4 header` {
  let header = IPv4Header(
    source: IPv4Address(10, 77, 0, 1), destination: IPv4Address(10, 77, 0, 2), protocol: .tcp, payloadCount: 3,
    identification: 0xBEEF, fragment: FragmentField(rawValue: 0xA003), timeToLive: 7, typeOfService: 0x2E,
    options: inline(hex("07 07 04 00 00 00 00 00")))

  @Test func `comes back as it was written`() throws {
    let octets = encoded { header.encode(into: &$0) }
    #expect(octets.count == header.headerCount)
    let decoded = try IPv4Header.decode(octets.span.bytes)
    #expect(decoded.header == header)
    #expect(decoded.payloadOffset == 28)
  }

  @Test(arguments: 0 ..< 28) func `is truncated before its last option`(count: Int) {
    let octets = encoded { header.encode(into: &$0) }
    let error: DecodeError =
      count < 20
      ? .truncated(.ipv4, .header, needed: 20, available: count)
      : .truncated(.ipv4, .headerLength, needed: 28, available: count)
    #expect(throws: error) { try IPv4Header.decode(octets.span.bytes.extracting(0 ..< count)) }
  }

  @Test(arguments: [
    (0, UInt8(0x65), DecodeError.unsupported(.ipv4, .version, expected: 4, found: 6)),
    (0, 0x44, .badLength(.ipv4, .headerLength, minimum: 20, found: 16)),
    (3, 27, .badLength(.ipv4, .totalLength, minimum: 28, found: 27)),
    (3, 0, .badLength(.ipv4, .totalLength, minimum: 28, found: 0)),
  ])
  func `is refused with a wrong version or length`(index: Int, octet: UInt8, error: DecodeError) {
    var octets = encoded { header.encode(into: &$0) }
    octets[index] = octet
    #expect(throws: error) { try IPv4Header.decode(octets.span.bytes) }
  }

  @Test func `carries a checksum that fits until a bit turns`() {
    #expect(header.isChecksumValid)
    for bit in 0 ..< 160 {
      var octets = encoded { header.encode(into: &$0) }
      octets[bit / 8] ^= 1 << UInt8(bit % 8)
      guard let turned = try? IPv4Header.decode(octets.span.bytes).header else { continue }
      #expect(!turned.isChecksumValid, "bit \(bit)")
    }
  }

  @Test func `pads options that end inside a word`() throws {
    var short = header
    short.options = inline([1, 1, 1])
    short.totalCount = 24
    short.checksum = short.computedChecksum
    let decoded = try IPv4Header.decode(encoded { short.encode(into: &$0) }.span.bytes).header
    #expect(decoded.options.array == [1, 1, 1, 0])
    #expect(decoded.isChecksumValid)
  }

  @Test func `ends its payload where the datagram or the octets end`() {
    #expect(header.payloadRange(available: 60) == 28 ..< 31)
    #expect(header.payloadRange(available: 30) == 28 ..< 30)
    #expect(header.payloadRange(available: 28) == 28 ..< 28)
  }

  @Test(arguments: GoldenFrame.all) func `of a golden frame is valid and written back octet by octet`(
    frame: GoldenFrame
  ) {
    guard let header = frame.decoded.ipv4 else { return }
    #expect(header.isChecksumValid)
    let start = frame.decoded.ethernet!.encodedCount
    #expect(encoded { header.encode(into: &$0) } == Array(frame.octets[start ..< start + header.headerCount]))
  }
}

@Suite struct `A fragment field` {
  @Test func `of a whole datagram is no fragment`() {
    #expect(!FragmentField.whole(mayFragment: true).isFragment)
    #expect(!FragmentField.whole(mayFragment: false).isFragment)
    #expect(FragmentField.whole(mayFragment: false).isFragmentationForbidden)
  }

  @Test func `counts in eights`() {
    let last = FragmentField(rawValue: 0x1FFF)
    #expect(last.offset == 65_528)
    #expect(last.isFragment && !last.hasMoreFragments && !last.isReservedBitSet)
  }

  @Test func `of the first piece has more behind it`() {
    let first = FragmentField(rawValue: 0xA000)
    #expect(first.isFragment && first.hasMoreFragments && first.offset == 0 && first.isReservedBitSet)
  }
}
