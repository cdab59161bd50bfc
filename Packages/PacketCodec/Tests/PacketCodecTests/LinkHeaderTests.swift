import PacketCodec
import Testing

/// The links that are not Ethernet, each in front of the same datagram.
@Suite struct `A frame of another link` {
  static let datagram = Array(GoldenFrame("tcp-syn").octets[14...])
  static let cooked = CookedHeader(
    packetType: .outgoing, address: CookedAddress(MACAddress(0x0200_0000_000A)), type: .ipv4)
  static let cooked2 = CookedHeader2(
    type: .ipv4, interfaceIndex: 3, packetType: .toHost, address: CookedAddress(count: 0, octets: .max))
  static let headers: [(LinkType, LinkHeader)] = [
    (.raw, .none), (.rawOfBSD, .none), (.ipv4, .none), (.linuxCooked, .cooked(cooked)),
    (.linuxCooked2, .cooked2(cooked2)), (.loop, .loopback(LoopbackHeader(family: 2, order: .big))),
    (.null, .loopback(LoopbackHeader(family: 2, order: .big))),
    (.null, .loopback(LoopbackHeader(family: 2, order: .little))),
  ]

  private func octets(_ header: LinkHeader) -> [UInt8] {
    encoded { output in
      switch header {
      case .none: break
      case .ethernet(let header): header.encode(into: &output)
      case .cooked(let header): header.encode(into: &output)
      case .cooked2(let header): header.encode(into: &output)
      case .loopback(let header): header.encode(into: &output)
      }
    }
  }

  @Test(arguments: headers) func `comes back with its header and its datagram`(link: LinkType, header: LinkHeader) {
    let octets = octets(header)
    #expect(octets.count == header.encodedCount)
    let frame = DecodedFrame((octets + Self.datagram).span.bytes, linkType: link)
    #expect(frame.link == header && frame.error == nil)
    #expect(frame.tcp == GoldenFrame("tcp-syn").decoded.tcp)
    #expect(frame.transportRange.upperBound == octets.count + Self.datagram.count)
  }

  @Test(arguments: headers.filter { $0.1 != .none }) func `is truncated inside its header`(
    link: LinkType, header: LinkHeader
  ) {
    for count in 0 ..< header.encodedCount {
      let frame = DecodedFrame(octets(header).span.bytes.extracting(0 ..< count), linkType: link)
      #expect(frame.error == .truncated(.link, .header, needed: header.encodedCount, available: count))
      #expect(frame.link == .none && frame.errorOffset == 0)
    }
  }

  @Test func `is written as Linux and BSD write it`() {
    #expect(octets(.cooked(Self.cooked)) == hex("0004 0001 0006 02000000000a 0000 0800"))
    #expect(octets(.cooked2(Self.cooked2)) == hex("0800 0000 00000003 0001 00 00 ffffffffffffffff"))
    #expect(octets(.loopback(LoopbackHeader(family: 2, order: .little))) == hex("02000000"))
    #expect(Self.cooked.address.ethernet == MACAddress(0x0200_0000_000A))
    #expect(Self.cooked2.address.ethernet == nil)
  }

  @Test func `names an address family it cannot read`() {
    #expect(DecodedFrame(hex("0000001e 60").span.bytes, linkType: .loop).network == .other(.ipv6))
    let error = DecodedFrame(hex("07000000 60").span.bytes, linkType: .null).error
    #expect(error == .unsupported(.link, .protocolType, expected: 2, found: 7))
  }

  @Test func `ends where a length of 802.3 says`() {
    let frame = DecodedFrame(hex("02000000000b 02000000000a 0003 424203 0000").span.bytes)
    #expect(frame.network == .other(EtherType(rawValue: 3)))
    #expect(frame.payloadRange == 14 ..< 17)
    #expect(EtherType(rawValue: 1501).length == nil && EtherType(rawValue: 1500).length == 1500)
  }
}
