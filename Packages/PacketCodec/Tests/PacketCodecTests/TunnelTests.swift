import PacketCodec
import Testing

/// Octets of other formats' documents and of tcpdump's collection, taken apart by tshark.
@Suite struct `A datagram behind other headers` {
  private static let datagram = Array(GoldenFrame("tcp-syn").octets[14...])
  private static let ethernet = "02000000000b 02000000000a"
  private static let inner = ethernet + "0800"

  private func layout(_ octets: [UInt8], _ link: LinkType = .ethernet) -> FrameLayout {
    FrameLayout(octets.span.bytes, linkType: link, originalCount: octets.count)
  }

  @Test(arguments: [
    (LinkType.ethernet, ethernet + "8847 00010040 00020140"), (.ethernet, ethernet + "8848 00010140"),
    (.ethernet, ethernet + "8864 1100 0001 003e 0021"), (.ethernet, ethernet + "8864 1100 0001 003d 21"),
    (.ethernet, ethernet + "8864 1100 0001 0042 0281 00010140"),
    (.ethernet, ethernet + "894f 0006 01 01 00030907 00000001000000020000000300000004"),
    (.ethernet, ethernet + "894f 0002 01 01 00030907 00000001000000020000000300000004"),
    (.ethernet, ethernet + "894f 0002 02 03 00030907" + inner),
    (.ethernet, "01000c000000 02000000000a 0050 aaaa03000c00 00030000 0000" + inner),
    (.ppp, "0021"), (.ppp, "21"), (.ppp, "ff03 0021"), (.pppInHDLC, "ff03 0281 00010140"),
    (.ciscoHDLC, "0f00 0800"), (.frameRelay, "8001 03cc"), (.frameRelay, "80ea9d 0800"),
    (.ipOverInfiniBand, String(repeating: "00", count: 40) + "0800 0000"),
  ])
  func `is found behind a link's`(_ link: LinkType, _ header: String) {
    expectDatagram(hex(header), link)
  }

  @Test(arguments: ["88e5 00 00 00000001", "88e5 20 00 00000001 02000000000a0001"])
  func `is found in a secured frame that is not encrypted, without the check value`(_ header: String) {
    let front = hex(Self.ethernet + header + "0800")
    let layout = layout(front + Self.datagram + [UInt8](repeating: 0xA5, count: 16))
    #expect(layout.ipv4 == FrameLayout.Extent(offset: front.count, captured: 60, count: 60))
    #expect(layout.error == nil)
  }

  @Test(arguments: [
    "0000 0800", "8000 0800 00000000", "b000 0800 00000000 00000001 00000002", "2000 8847 00000001 00010140",
    "0000 6558" + inner, "0000 88be" + inner, "1000 88be 00000001 10000000 00000000" + inner,
    "1000 22eb 00000001 20000000 00000000 0000 0000" + inner,
    "1000 22eb 00000001 20000000 00000000 0000 0001 0000000000000000" + inner,
    "0000 883e", "0000 883e 00010000", "3001 880b 00000000 00000001 ff03 0021",
    "3081 880b 00000000 00000001 00000002 0021",
  ])
  func `is found in generic routing encapsulation`(_ header: String) { expectInner(.gre, hex(header)) }

  @Test func `is found in a multicast router's register`() { expectInner(.pim, hex("2100 0000 00000000")) }

  @Test(arguments: [
    "c000 12b5 0000 0000 08000000 00000100" + inner, "17c1 c000 0000 0000 0000 0800 00000100",
    "c000 17c1 0000 0000 0100 6558 00000100 00000000" + inner, "c000 19eb 0000 0000 00010140",
  ])
  func `is found in a user datagram`(_ header: String) {
    var header = hex(header)
    let count = header.count + Self.datagram.count
    (header[4], header[5]) = (UInt8(count >> 8), UInt8(truncatingIfNeeded: count))
    expectInner(.udp, header)
  }

  @Test(arguments: ["0000 0800", "4000 0800", "0000 0001", "1000 88be 00000001 20000000 00000000" + inner])
  func `is not looked for behind routes, keepalives, an unknown mirror's header, nor in what is cut`(
    _ header: String
  ) {
    let octets = Self.datagram.prefix(header == "0000 0800" ? 0 : 60)
    let layout = tunnel(.gre, hex(header) + octets)
    #expect(layout.tcp == nil && layout.udp == nil)
  }

  @Test func `is followed no deeper than the limit`() {
    var octets = Self.datagram
    for depth in 1 ... 20 {
      octets = datagram(.gre, hex("0000 0800") + octets)
      #expect((layout(octets, .raw).tcp != nil) == (depth <= 8), "depth \(depth)")
    }
  }

  @Test func `is reached behind as many tags as a frame can hold`() {
    let tags = [[UInt8]](repeating: [0x81, 0, 0, 1], count: 60_000).flatMap { $0 }
    let front = hex(Self.ethernet) + tags + hex("0800")
    #expect(layout(front + Self.datagram).tcp?.extent.offset == front.count + 20)
  }

  @Test func `says what was cut of a header before it`() {
    let error = layout(hex(Self.ethernet + "8847 0001")).error
    #expect(error == .truncated(.tunnel, .header, needed: 4, available: 2))
  }

  private func expectDatagram(_ header: [UInt8], _ link: LinkType) {
    let layout = layout(header + Self.datagram, link)
    #expect(layout.ipv4 == FrameLayout.Extent(offset: header.count, captured: 60, count: 60))
    #expect(layout.tcp?.extent == FrameLayout.Extent(offset: header.count + 20, captured: 40, count: 40))
    #expect(layout.error == nil)
  }

  private func datagram(_ kind: IPProtocol, _ payload: [UInt8]) -> [UInt8] {
    let header = IPv4Header(source: .loopback, destination: .loopback, protocol: kind, payloadCount: payload.count)
    return encoded { header.encode(into: &$0) } + payload
  }

  private func tunnel(_ kind: IPProtocol, _ payload: [UInt8]) -> FrameLayout { layout(datagram(kind, payload), .raw) }

  /// The outer datagram is the first of its kind, and stays it.
  private func expectInner(_ kind: IPProtocol, _ header: [UInt8]) {
    let layout = tunnel(kind, header + Self.datagram)
    #expect(layout.ipv4?.offset == 0)
    #expect(layout.tcp?.extent == FrameLayout.Extent(offset: 40 + header.count, captured: 40, count: 40))
    #expect(layout.error == nil)
  }
}
