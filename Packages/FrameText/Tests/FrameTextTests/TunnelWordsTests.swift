import FrameText
import PacketCodec
import Testing
import ToolKit

/// As tcpdump 4.99 says them, but for what it puts on a line of its own.
@Suite struct `A datagram in a tunnel, in words` {
  private static let ends = "IP 10.0.0.1 > 10.0.0.2:"
  private static let inner = "IP 10.0.0.1.1000 > 10.0.0.2.9: UDP, length 3"
  private static let ethernet = "02000000000b 02000000000a 0800"

  private static let routed: [(String, String)] = [
    ("0000 0800", " GREv0, length 35: " + inner),
    ("b000 0800 00000000 00000005 00000006", " GREv0, off 0x0, key=0x5, seq 6, length 47: " + inner),
    ("0000 6558" + ethernet, " GREv0, length 49: " + inner),
    ("0000 8847 00010140", " GREv0, length 39: MPLS (label 16, tc 0, [S], ttl 64) " + inner),
    ("3001 0800 00040001 00000002", " GREv1, call 1, seq 2, length 43: " + inner),
    ("3081 880b 00040001 00000002 00000003", " GREv1, call 1, seq 2, ack 3, length 47: gre-proto-0x880b"),
    ("0000 1234", " GREv0, length 35: gre-proto-0x1234"),
    ("0002 0800", " GREv2 [unknown version]"), ("4000 0800", " GREv0, length 35"),
  ]

  @Test(arguments: routed)
  func `is said behind generic routing encapsulation`(_ header: String, _ words: String) {
    #expect(text(datagram(.gre, hex(header) + Self.question)) == Self.ends + words)
  }

  @Test(arguments: [
    ("00", " [|gre]"), ("0000", " GREv0 [|gre]"), ("8000 0800 0000", " GREv0 [|gre]"), ("1000 0800", " GREv0 [|gre]"),
  ])
  func `is not said where a header is cut`(_ header: String, _ words: String) {
    #expect(text(datagram(.gre, hex(header))) == Self.ends + words)
  }

  private static let ported: [(UInt16, String, String)] = [
    (4789, "08000000 00000100" + ethernet, "VXLAN, flags [I] (0x08), vni 1: " + inner),
    (4789, "00000000 00000100" + "02000000000b 02000000000a 1234", "VXLAN, flags [.] (0x00), vni 1: length 45"),
    (6081, "0000 0800 00000100", "Geneve, Flags [none], vni 0x1: " + inner),
    (6081, "01c0 6558 00000100 00000000" + ethernet, "Geneve, Flags [OC], vni 0x1: " + inner),
    (6081, "0000 1234 00000100", "Geneve, Flags [none], vni 0x1: geneve-proto-0x1234"),
    (6081, "3f00 0800 00000100", "Geneve, Flags [none], vni 0x1 [|geneve]"),
    (6635, "00010040 00020140", "MPLS (label 16, tc 0, ttl 64) (label 32, tc 0, [S], ttl 64) " + inner),
    (9999, "", "UDP, length 31"),
  ]

  @Test(arguments: ported)
  func `is said behind a user datagram's tunnel`(_ port: UInt16, _ header: String, _ words: String) {
    let expected = "IP 10.0.0.1.1000 > 10.0.0.2.\(port): " + words
    #expect(text(datagram(.udp, userDatagram(to: port, hex(header) + Self.question))) == expected)
  }

  @Test func `is said behind labels, and a register by its kind alone`() {
    let labels = hex("02000000000b 02000000000a 8847 00010140") + Self.question
    #expect(text(labels, .ethernet) == "MPLS (label 16, tc 0, [S], ttl 64) " + Self.inner)
    #expect(
      text(datagram(.pim, hex("2100 0000 00000000") + Self.question)) == Self.ends + " PIMv2, Register, length 39")
  }

  @Test func `has its link said too, when links are`() {
    let octets = datagram(.gre, hex("0000 6558" + Self.ethernet) + Self.question)
    let link = "02:00:00:00:00:0a > 02:00:00:00:00:0b, ethertype IPv4 (0x0800), length "
    #expect(
      text(hex(Self.ethernet) + octets, .ethernet, showsLink: true)
        == link + "83: 10.0.0.1 > 10.0.0.2: GREv0, proto TEB (0x6558), length 49: " + link
        + "45: 10.0.0.1.1000 > 10.0.0.2.9: UDP, length 3")
  }

  @Test(arguments: [IPProtocol.ipv4, .gre]) func `is said no deeper than the limit`(_ kind: IPProtocol) {
    // Lengths of zero let one frame hold thousands; each would take of the stack.
    var level = datagram(kind, kind == .gre ? hex("0000 0800") : [])
    (level[2], level[3]) = (0, 0)
    let octets = [[UInt8]](repeating: level, count: CaptureLimit.frameOctets / level.count).flatMap { $0 }
    let words = text(octets)
    #expect(words.utf8.count < 1000)
    #expect(words.contains("ip-proto-\(kind.rawValue)") || words.contains("gre-proto-0x800"))
  }

  private static let question: [UInt8] = {
    let header = UDPHeader(sourcePort: 1000, destinationPort: 9, payloadCount: 3)
    return ip(.udp, [UInt8](capacity: 8) { header.encode(into: &$0) } + [1, 2, 3])
  }()

  private static func ip(_ kind: IPProtocol, _ payload: [UInt8]) -> [UInt8] {
    let header = IPv4Header(
      source: IPv4Address(10, 0, 0, 1), destination: IPv4Address(10, 0, 0, 2), protocol: kind,
      payloadCount: payload.count)
    return [UInt8](capacity: 60) { header.encode(into: &$0) } + payload
  }

  private func datagram(_ kind: IPProtocol, _ payload: [UInt8]) -> [UInt8] { Self.ip(kind, payload) }

  private func userDatagram(to port: UInt16, _ payload: [UInt8]) -> [UInt8] {
    let header = UDPHeader(sourcePort: 1000, destinationPort: port, payloadCount: payload.count)
    return [UInt8](capacity: 8) { header.encode(into: &$0) } + payload
  }

  private func text(_ octets: [UInt8], _ link: LinkType = .raw, showsLink: Bool = false) -> String {
    let layout = FrameLayout(octets.span.bytes, linkType: link, originalCount: octets.count)
    var text = FrameText(showsLink: showsLink)
    var line = LineBuffer()
    text.append(layout, octets.span.bytes, octets.count, to: &line)
    return String(decoding: line.octets, as: UTF8.self)
  }

  private func hex(_ text: String) -> [UInt8] {
    let digits = text.filter { $0 != " " }
    return stride(from: 0, to: digits.count, by: 2).map { place in
      let start = digits.index(digits.startIndex, offsetBy: place)
      return UInt8(digits[start ..< digits.index(start, offsetBy: 2)], radix: 16)!
    }
  }
}
