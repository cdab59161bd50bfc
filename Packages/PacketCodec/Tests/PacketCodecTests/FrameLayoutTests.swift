import PacketCodec
import Testing

@Suite struct `A frame's layout` {
  private func layout(_ octets: [UInt8], _ link: LinkType = .ethernet, original: Int? = nil) -> FrameLayout {
    FrameLayout(octets.span.bytes, linkType: link, originalCount: original ?? octets.count)
  }

  @Test(arguments: GoldenFrame.all) func `finds the layers that decoding finds`(frame: GoldenFrame) {
    let layout = layout(frame.octets), decoded = frame.decoded
    #expect((layout.ethernet != nil) == (decoded.ethernet != nil))
    #expect((layout.ipv4 != nil) == (decoded.ipv4 != nil))
    #expect((layout.error == nil) == (decoded.error == nil))
    guard let ip = decoded.ipv4, decoded.tcp != nil || !ip.fragment.isFragment else { return }
    let outer = [layout.tcp, layout.icmp, layout.udp].compactMap { $0 }.first { !$0.carrier.isQuoted }
    #expect(outer?.extent.offset == decoded.transportRange.lowerBound)
    #expect(outer?.extent.count == decoded.transportRange.count)
  }

  @Test(arguments: GoldenFrame.all) func `says of each cut what is left of a layer and what was there`(
    frame: GoldenFrame
  ) {
    let whole = layout(frame.octets)
    for count in 0 ... frame.octets.count {
      let cut = layout(Array(frame.octets.prefix(count)), original: frame.octets.count)
      for (left, all) in [(cut.ethernet, whole.ethernet), (cut.arp, whole.arp), (cut.tcp?.extent, whole.tcp?.extent)] {
        guard let left else { continue }
        #expect(left.offset == all?.offset && left.count == all?.count)
        #expect(left.captured == min(left.count, count - left.offset))
      }
    }
  }

  @Test(arguments: GoldenFrame.all) func `tells the checksums, and none of a cut frame`(frame: GoldenFrame) {
    let whole = layout(frame.octets), octets = frame.octets
    #expect(whole.isIPv4ChecksumValid(in: octets.span.bytes) == (whole.ipv4 == nil ? nil : true))
    let isFragment = frame.name.hasSuffix("fragment")
    let tcp = whole.tcp.map { !$0.carrier.isQuoted } == true
    if tcp { #expect(whole.isTCPChecksumValid(in: octets.span.bytes) == true) }
    if whole.icmp != nil, !isFragment { #expect(whole.isICMPChecksumValid(in: octets.span.bytes) == true) }
    let cut = Array(octets.dropLast())
    let short = layout(cut, original: octets.count)
    if tcp, whole.tcp!.extent.offset + whole.tcp!.extent.count == octets.count {
      #expect(short.isTCPChecksumValid(in: cut.span.bytes) == nil)
    }
    for offset in 14 ..< octets.count where tcp {
      var bent = octets
      bent[offset] ^= 0x10
      let layout = layout(bent)
      if let tcp = layout.tcp, tcp == whole.tcp, offset >= tcp.extent.offset,
        offset < tcp.extent.offset + tcp.extent.count
      {
        #expect(layout.isTCPChecksumValid(in: bent.span.bytes) == false, "octet \(offset)")
      }
    }
  }

  private static let datagram = Array(GoldenFrame("tcp-syn").octets[14...])

  @Test(arguments: [
    (LinkType.raw, ""), (.ipv4, ""), (.rawOfBSD, ""), (.null, "02000000"), (.null, "00000002"), (.loop, "00000002"),
    (.linuxCooked, "0000 0001 0006 020000000001 0000 0800"),
    (.linuxCooked2, "0800 0000 00000002 0001 00 06 020000000001 0000"),
    (.linuxCooked, "0000 0001 0006 020000000001 0000 0004 aaaa03 000000 0800"),
    (.ethernet, "02000000000b 02000000000a 0800"), (.ethernet, "02000000000b 02000000000a 8100 002a 0800"),
    (.ethernet, "02000000000b 02000000000a 88a8 0005 8100 002a 0800"),
    (.ethernet, "02000000000b 02000000000a 0044 aaaa03 000000 0800"),
    (.ethernet, "02000000000b 02000000000a 003f 060603"),
    (.ethernet, "02000000000b 02000000000a 8870 aaaa03 0000f8 0800"),
  ])
  func `finds a datagram behind this link`(_ link: LinkType, _ header: String) {
    let header = hex(header)
    let layout = layout(header + Self.datagram, link)
    let extent = FrameLayout.Extent(offset: header.count, captured: 60, count: 60)
    #expect(layout.ipv4 == extent)
    #expect(layout.tcp?.extent == FrameLayout.Extent(offset: header.count + 20, captured: 40, count: 40))
    #expect(layout.error == nil)
  }

  /// Types 3, 4, 11 and 12 have the length in their sixth octet; a redirect has an address there.
  @Test(arguments: [(UInt8(0), 40), (6, 24), (15, 40), (5, 20), (1, 4)])
  func `takes of a quotation what the error says it is long`(_ words: UInt8, _ count: Int) {
    for type: UInt8 in [3, 4, 11, 12] {
      let error = [type, 0, 0, 0, 0, words, 0, 0] + Self.datagram + hex("20000000 00080101 00000001")
      let outer = IPv4Header(source: .loopback, destination: .loopback, protocol: .icmp, payloadCount: error.count)
      let layout = layout(encoded { outer.encode(into: &$0) } + error, .ipv4)
      #expect(layout.tcp?.extent == FrameLayout.Extent(offset: 48, captured: count, count: count))
    }
  }

  @Test func `looks behind the header of an IPv6 fragment that is the whole, and of no other`() {
    func layout(_ fragment: String) -> FrameLayout {
      let segment = Self.datagram[20...]
      let header = hex("60000000 0030 2c 40") + [UInt8](repeating: 1, count: 32) + hex("0600 \(fragment) 00000001")
      return self.layout(header + segment, .ipv6)
    }
    #expect(layout("0000").tcp?.extent.offset == 48)
    #expect(layout("0001").tcp == nil && layout("0008").tcp == nil)
  }

  @Test(arguments: [
    // Without a length there is nothing; a jumbogram's option has it, if it is one that needs to be there.
    ("0000 06 40", "", 0), ("0000 00 40", "0600 c204 00010028", 40), ("0000 00 40", "0600 c204 0000ffff", 0),
    ("0000 00 40", "0601 0104 00000000 c204 00010028 0000", 40), ("0000 00 40", "0600 0104 00000000", 0),
    // An option may run past its header, and not past the datagram.
    ("0030 3c 40", "0600 0120 00000000", 40), ("0030 3c 40", "0600 01ff 00000000", 0),
    ("0030 00 40", "0600 7e7e 00000000", 0),
  ])
  func `believes the lengths of an IPv6 header and its options`(_ lengths: String, options: String, count: Int) {
    let header = hex("60000000 \(lengths)") + [UInt8](repeating: 1, count: 32) + hex(options)
    let layout = layout(header + Self.datagram[20...], .ipv6)
    #expect((layout.tcp?.extent.captured ?? 0) == count)
    #expect((layout.error == nil) == (count > 0))
  }

  @Test func `finds ICMP in IPv6, and no quotation in what a quotation carries`() {
    let message = hex("0800 f7ff 0000 0000")
    let ipv6 = hex("60000000 0008 01 40") + [UInt8](repeating: 1, count: 32)
    let found = layout(ipv6 + message, .ipv6)
    #expect(found.icmp?.extent.count == 8 && found.isICMPChecksumValid(in: (ipv6 + message).span.bytes) == true)
    func nested(_ payload: [UInt8], _ kind: IPProtocol) -> [UInt8] {
      let header = IPv4Header(source: .loopback, destination: .loopback, protocol: kind, payloadCount: payload.count)
      return encoded { header.encode(into: &$0) } + payload
    }
    let error = hex("0300 0000 0000 0000")
    #expect(layout(nested(error + Self.datagram, .icmp), .raw).tcp?.carrier.isQuoted == true)
    #expect(layout(nested(error + nested(Self.datagram, .ipv4), .icmp), .raw).tcp?.carrier.isQuoted == false)
  }

  @Test func `takes no length for one behind an outer tag`() {
    let header = hex("02000000000b 02000000000a 88a8 0005 0044 aaaa03 000000 0800")
    #expect(layout(header + Self.datagram).ipv4 == nil)
  }

  @Test func `ends at a length of 802.3 that is shorter than the datagram`() {
    let header = hex("02000000000b 02000000000a 0026 aaaa03 000000 0800")
    let layout = layout(header + Self.datagram)
    #expect(layout.ipv4 == FrameLayout.Extent(offset: 22, captured: 30, count: 30))
    #expect(layout.error == .truncated(.tcp, .header, needed: 20, available: 10))
  }

  @Test(arguments: [
    (LinkType(rawValue: 147), "00", DecodeError.unsupported(.link, .linkType, expected: 1, found: 147)),
    (.ethernet, "02000000", .truncated(.ethernet, .header, needed: 14, available: 4)),
    (.ethernet, "02000000000b 02000000000a 8100 00", .truncated(.ethernet, .tag, needed: 4, available: 1)),
    (.null, "0200", .truncated(.link, .header, needed: 4, available: 2)),
    (.null, "63000000", .unsupported(.link, .protocolType, expected: 2, found: 0x63)),
    (.linuxCooked, "0000", .truncated(.link, .header, needed: 16, available: 2)),
    (.linuxCooked2, "0000", .truncated(.link, .header, needed: 20, available: 2)),
    (
      .linuxCooked, "0000 0338 0006 020000000001 0000 0800", .unsupported(.link, .hardwareType, expected: 1, found: 824)
    ),
    (.raw, "", .truncated(.ipv4, .header, needed: 1, available: 0)),
    (.raw, "450000", .truncated(.ipv4, .header, needed: 8, available: 3)),
    (.ipv6, "45", .truncated(.ipv6, .header, needed: 40, available: 1)),
    (.null, "0a000000 60", .unsupported(.link, .protocolType, expected: 2, found: 10)),
    (.ipv4, "50", .unsupported(.ipv4, .version, expected: 4, found: 5)),
    (.ipv4, "44000014", .badLength(.ipv4, .headerLength, minimum: 20, found: 16)),
    (.ipv4, "45000013", .badLength(.ipv4, .totalLength, minimum: 20, found: 19)),
    (.ipv6, "60", .truncated(.ipv6, .header, needed: 40, available: 1)),
  ])
  func `says why it ends early`(_ link: LinkType, _ octets: String, _ error: DecodeError) {
    #expect(layout(hex(octets), link).error == error)
  }

  @Test func `refuses an IPv4 option that is shorter than its kind takes`() {
    let header = IPv4Header(
      source: .loopback, destination: .loopback, protocol: .tcp, payloadCount: 0,
      options: inline([148, 3, 0, 0]))
    let layout = layout(encoded { header.encode(into: &$0) }, .raw)
    #expect(layout.error == .badLength(.ipv4, .optionLength, minimum: 4, found: 3))
  }

  @Test func `follows datagrams in datagrams, and not without end`() {
    var octets = Self.datagram
    for depth in 1 ... 20 {
      let header = IPv4Header(source: .loopback, destination: .loopback, protocol: .ipv4, payloadCount: octets.count)
      octets = encoded { header.encode(into: &$0) } + octets
      #expect((layout(octets, .raw).tcp != nil) == (depth <= 8), "depth \(depth)")
    }
  }

  @Test func `takes a length of zero for a super-frame`() {
    var octets = Self.datagram
    (octets[2], octets[3]) = (0, 0)
    #expect(layout(octets, .raw).tcp?.extent.count == 40)
  }

  @Test func `finds the end of a source route, by which the checksum is counted`() {
    func destination(_ options: [UInt8], cut: Int = 0) -> FrameLayout.Destination {
      let header = IPv4Header(
        source: .loopback, destination: .loopback, protocol: .tcp, payloadCount: 0, options: inline(options))
      let octets = encoded { header.encode(into: &$0) }
      let extent = FrameLayout.Extent(offset: 0, captured: octets.count - cut, count: octets.count)
      return FrameLayout.destination(of: extent, in: octets.span.bytes)
    }
    #expect(destination([]) == .header)
    #expect(destination([1, 0x83, 7, 4, 9, 2, 3, 4]) == .route(offset: 24))
    #expect(destination([0x89, 11, 8, 1, 2, 3, 4, 5, 6, 7, 8]) == .route(offset: 27))
    #expect(destination([0x83, 7, 8, 9, 2, 3, 4]) == .header)
    #expect(destination([0x83, 7, 7, 9, 2, 3, 4], cut: 4) == .header)
    #expect(destination([0x83, 7, 4, 9, 2, 3, 4], cut: 4) == .unknown)
    #expect(destination([0x83, 7, 4, 9, 2, 3, 4], cut: 6) == .unknown)
    #expect(destination([0x83, 8, 4, 9, 2, 3, 4, 5]) == .unknown)
    #expect(destination([0, 0x83, 7, 4, 9, 2, 3, 4]) == .header)
    #expect(destination([148, 3, 0, 0x83, 7, 4, 9, 2, 3, 4]) == .unknown)
  }
}
