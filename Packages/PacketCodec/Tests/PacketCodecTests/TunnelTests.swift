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
    (.ethernet, "01000c000000 02000000000a 0056 aaaa03000c00 00030000 0000" + inner),
    (.ppp, "0021"), (.ppp, "21"), (.ppp, "ff03 0021"), (.pppInHDLC, "ff03 0281 00010140"),
    (.ciscoHDLC, "0f00 0800"), (.frameRelay, "8001 03cc"), (.frameRelay, "80ea9d 0800"), (.frameRelay, "8001 13cc"),
    (.frameRelay, "8001" + inner), (.null, "00020000"),
    (.frameRelay, "8001 0300cc"), (.frameRelay, "8001 03cf 0021"), (.frameRelay, "8001 0300 80 000000 0800"),
    (.frameRelay, "8001 0380 0080c2 0001" + inner), (.frameRelay, "8001 0380 0080c2 0007" + inner),
    (.wireless, "0800 0000 000000000000000000000000000000000000 0000 aaaa03 000000 0800"),
    (.wireless, "0803 0000 000000000000000000000000000000000000 0000 000000000000 aaaa03 000000 0800"),
    (.wireless, "8880 0000 000000000000000000000000000000000000 0000 0000 00000000 aaaa03 000000 0800"),
    (.wireless, "8800 0000 000000000000000000000000000000000000 0000 8000" + ethernet + "0044 aaaa03 000000 0800"),
    (.radiotap, "0000 0800 00000000 0800 0000 000000000000000000000000000000000000 0000 aaaa03 000000 0800"),
    (
      .radiotap,
      "0000 1900 030000a0 00000020 00000000 0000000000000000 20"
        + "8801 0000 000000000000000000000000000000000000 0000 0000 0000 aaaa03 000000 0800"
    ),
    (.netfilterLog, "02 00 0014 0500 0a00 61000000 4000 0900"),
    (.netfilterLog, "02 00 0014 0005 000a 61000000 0040 0009"),
    (.solarisIPNet, "0102 0000 00000054 00000002 00000000 ffffffff 00000000"),
    (.ethernet, ethernet + "8847 00010140 00000000" + inner), (.ethernet, ethernet + "8847 00010140 00000005" + inner),
    (.ethernet, ethernet + "8847 00010140 00000000000b 00000000000a 0800"),
    (.ethernet, ethernet + "8847 00010140 10000021"),
    (.ipOverInfiniBand, String(repeating: "00", count: 40) + "0800 0000"),
  ])
  func `is found behind a link's`(_ link: LinkType, _ header: String) {
    expectDatagram(hex(header), link)
  }

  @Test(arguments: ["01000c000010 02000000000a 0056", "01000c000000 02000000000a 000c"])
  func `is not looked for between switches in another kind of frame, nor behind the length`(_ front: String) {
    let layout = layout(hex(front + "aaaa03000c00 00030000 0000" + Self.inner) + Self.datagram)
    #expect(layout.ethernet == nil && layout.ipv4 == nil)
  }

  @Test(arguments: ["88e5 00 00 00000001", "88e5 20 00 00000001 02000000000a0001"])
  func `is found in a secured frame that is not encrypted, before a check value of 16 octets`(_ header: String) {
    let front = hex(Self.ethernet + header + "0800")
    let layout = layout(front + Self.datagram + [UInt8](repeating: 0xA5, count: 16))
    #expect(layout.ipv4 == FrameLayout.Extent(offset: front.count, captured: 60, count: 60))
    #expect(layout.error == nil)
    let short = front + Self.datagram.prefix(14)
    #expect(self.layout(short).ipv4 == nil && self.layout(short).error == nil)
    #expect(self.layout(front + Self.datagram.prefix(15)).ipv4?.captured == 15)
  }

  @Test(arguments: ["80", "08", "04", "0c"])
  func `is not looked for in a secured frame of another version, nor in what is encrypted or changed`(_ control: String)
  {
    let layout = layout(
      hex(Self.ethernet + "88e5" + control + "00 00000001 0800") + Self.datagram + [UInt8](repeating: 0xA5, count: 16))
    #expect(layout.ipv4 == nil && layout.error == nil)
  }

  @Test(arguments: [
    "0000 0800", "8000 0800 00000000", "b000 0800 00000000 00000001 00000002", "2000 8847 00000001 00010140",
    "0000 6558" + inner, "0000 88be" + inner, "1000 88be 00000001 10000000 00000000" + inner,
    "1000 22eb 00000001 20000000 00000000 0000 0000" + inner,
    "1000 22eb 00000001 20000000 00000000 0000 0001 0000000000000000" + inner,
    "1000 22eb 00000001 20000000 00000000 0000 0800", "2000 8909 00000028 0800 0101 0001 0000",
    "4000 0800 00000000 0800 0004 0a000001 0000 0000",
    "0000 883e", "0000 883e 00010000", "3001 880b 00000000 00000001 ff03 0021",
    "3081 880b 00000000 00000001 00000002 0021",
  ])
  func `is found in generic routing encapsulation`(_ header: String) { expectInner(.gre, hex(header)) }

  @Test func `is found in a multicast router's register`() { expectInner(.pim, hex("2100 0000 00000000")) }

  @Test(arguments: [
    "c000 12b5 0000 0000 08000000 00000100" + inner, "17c1 c000 0000 0000 0000 0800 00000100",
    "c000 17c1 0000 0000 0100 6558 00000100 00000000" + inner, "c000 19eb 0000 0000 00010140",
    "c000 06a5 0000 0000 0002 0001 0001 ff03 0021", "c000 06a5 0000 0000 0202 0001 0001 0003 aabbcc 21",
    "c000 06a5 0000 0000 4a02 004d 0001 0001 0001 0002 0001 00 21",
    "c000 0868 0000 0000 30ff 003c 00000001", "c000 0868 0000 0000 32ff 0040 00000001 00010000",
    "c000 0868 0000 0000 34ff 0044 00000001 00010085 01000000",
    "c000 0868 0000 0000 00ff 003c 0000000000000000000000000000 0000",
    "c000 0868 0000 0000 30ff 004a 00000001" + inner, "c000 10f5 0000 0000 0000000000000000",
    "c000 1292 0000 0000 0000 0800", "c000 12b6 0000 0000 0c000001 00000100",
    "c000 12b6 0000 0000 0c000003 00000100" + inner,
    "c000 12b6 0000 0000 0c000004 00000100 0006 01 01 00030907 00000001000000020000000300000004",
    "c000 12b6 0000 0000 0c000005 00000100 00010140",
  ])
  func `is found in a user datagram`(_ header: String) {
    var header = hex(header)
    let count = header.count + Self.datagram.count
    (header[4], header[5]) = (UInt8(count >> 8), UInt8(truncatingIfNeeded: count))
    expectInner(.udp, header)
  }

  @Test(arguments: [(IPProtocol.mpls, "00010140"), (.etherIP, "3000" + inner), (.ethernet, inner), (.ipv4, "")])
  func `is found in a datagram`(_ kind: IPProtocol, _ header: String) { expectInner(kind, hex(header)) }

  @Test(arguments: [
    "", "0000 000000000000", "0001 0000 0000000000000000 00", "0001 0102 aabbcc 0000000000000000 00 0000 000000000000",
  ])
  func `of version 6 is found in Teredo`(_ header: String) {
    let ipv6 = hex("60000000 0008 0140") + [UInt8](repeating: 0, count: 32) + hex("0800 f7ff 0000 0000")
    let layout = tunnel(.udp, hex("c000 0dd8 0100 0000" + header) + ipv6)
    #expect(layout.ipv6?.count == 48)
    #expect(layout.icmp?.extent.count == 8)
  }

  @Test(arguments: [
    // Of L2TP, control and another version; of GTP, an echo, charging, what its length leaves out, an extension of no length.
    "c000 06a5 0000 0000 8002 0001 0001 0021", "c000 06a5 0000 0000 0003 0001 0001 0021",
    "c000 0868 0000 0000 3001 003c 00000001", "c000 0868 0000 0000 20ff 003c 00000001",
    "c000 0868 0000 0000 30ff 0013 00000001", "c000 0868 0000 0000 34ff 0044 00000001 00010085 00000000",
    "c000 06a5 0000 0000 0202 0001 0001 ffff 0021",
  ])
  func `is not looked for where a tunnel in user datagrams carries none, or says so`(_ header: String) {
    var header = hex(header)
    let count = header.count + Self.datagram.count
    (header[4], header[5]) = (UInt8(count >> 8), UInt8(truncatingIfNeeded: count))
    #expect(tunnel(.udp, header + Self.datagram).tcp == nil)
  }

  @Test(arguments: [
    // Of the air: management, nothing, encrypted, a first piece, a later piece.
    "8000 0000", "4800 0000", "0840 0000", "0804 0000",
  ])
  func `is not looked for in a frame of the air that carries none to be read`(_ control: String) {
    let rest = "000000000000000000000000000000000000 0000 aaaa03 000000 0800"
    let whole = layout(hex(control + rest) + Self.datagram, .wireless)
    #expect(whole.ipv4 == nil && whole.error == nil)
    let later = layout(
      hex("0800 0000 000000000000000000000000000000000000 0100 aaaa03 000000 0800") + Self.datagram, .wireless)
    #expect(later.ipv4 == nil)
  }

  @Test(arguments: [
    "0000 0800", "4000 0800", "0000 0001", "1000 88be 00000001 20000000 00000000" + inner,
    "1000 22eb 00000001 10000000 00000000 0000 0000" + inner, "1000 22eb 00000001 20000000 00000000 0000 1c00" + inner,
  ])
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
