import PacketCodec
import Testing

@Suite struct `An Ethernet header` {
  static let headers = [
    EthernetHeader(destination: .broadcast, source: MACAddress(0x0200_0000_000A), type: .arp),
    EthernetHeader(
      destination: MACAddress(0x0200_0000_000B), source: MACAddress(0x0200_0000_000A), tag: VLANTag(rawValue: 0xB02A),
      type: .ipv4),
  ]

  @Test(arguments: headers) func `comes back as it was written`(header: EthernetHeader) throws {
    let octets = encoded { header.encode(into: &$0) }
    #expect(octets.count == header.encodedCount)
    let decoded = try EthernetHeader.decode((octets + [1, 2, 3]).span.bytes)
    #expect(decoded.header == header)
    #expect(decoded.payloadOffset == octets.count)
  }

  @Test(arguments: 0 ..< 14) func `is truncated under 14 octets`(count: Int) {
    #expect(throws: DecodeError.truncated(.ethernet, .header, needed: 14, available: count)) {
      try EthernetHeader.decode([UInt8](repeating: 0, count: count).span.bytes)
    }
  }

  @Test(arguments: 14 ..< 18) func `misses its tag under 18`(count: Int) {
    let octets = encoded { Self.headers[1].encode(into: &$0) }
    #expect(throws: DecodeError.truncated(.ethernet, .tag, needed: 18, available: count)) {
      try EthernetHeader.decode(octets.span.bytes.extracting(0 ..< count))
    }
  }

  @Test func `shows what the tag of a caught frame says`() throws {
    let header = try EthernetHeader.decode(GoldenFrame("vlan-udp").octets.span.bytes).header
    let tag = try #require(header.tag)
    #expect((tag.identifier, tag.priority, tag.isDropEligible) == (42, 5, false))
    #expect(header.type == .ipv4)
  }

  @Test func `leaves a second tag in the payload`() throws {
    let octets = hex("ffffffffffff 02000000000a 8100 0001 8100 0002 0800")
    let (header, offset) = try EthernetHeader.decode(octets.span.bytes)
    #expect(header.type == .tagged)
    #expect(offset == 18)
  }

  @Test func `has a length instead of a type below 1536`() {
    #expect(EtherType(rawValue: 1535).isLength)
    #expect(!EtherType(rawValue: 1536).isLength)
  }

  @Test func `names the types it knows and numbers the others`() {
    #expect([EtherType.ipv4, .arp, .tagged, .ipv6].map(\.description) == ["IPv4", "ARP", "802.1Q", "IPv6"])
    #expect(EtherType(rawValue: 0x88).description == "0x0088")
  }
}
