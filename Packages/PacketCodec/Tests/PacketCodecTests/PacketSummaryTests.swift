import PacketCodec
import Testing

@Suite struct `A packet summary` {
  @Test(arguments: GoldenFrame.all) func `says of a golden frame what is written beside it`(frame: GoldenFrame) {
    #expect(PacketSummary(frame.decoded, octetCount: frame.octets.count).description == frame.summary)
  }

  @Test func `names the layer and field that could not be read`() {
    let octets = GoldenFrame("tcp-syn").octets
    let cut = { PacketSummary(DecodedFrame(octets.span.bytes.extracting(0 ..< $0)), octetCount: 74).description }
    #expect(cut(3) == "[frame: eth header: 14 octets needed, 3 there], length 74")
    #expect(cut(20) == "[frame: ip header: 20 octets needed, 6 there], length 74")
    #expect(cut(40) == "IP 10.77.0.1 > 10.77.0.2: [tcp: tcp header: 20 octets needed, 6 there], length 74")
  }

  @Test func `counts the octets a capture cut away`() {
    let octets = GoldenFrame("tcp-data").octets.dropLast(12)
    let line = PacketSummary(DecodedFrame(Array(octets).span.bytes), octetCount: 78).description
    #expect(line == GoldenFrame("tcp-data").summary)
  }

  @Test func `gives the link header as tcpdump does`() {
    let frame = { (name: String) in
      let golden = GoldenFrame(name)
      return PacketSummary(golden.decoded, octetCount: golden.octets.count).linkHeader
    }
    let ends = "02:00:00:00:00:0a > 02:00:00:00:00:0b"
    #expect(frame("tcp-syn") == "\(ends), ethertype IPv4 (0x0800), length 74: ")
    #expect(
      frame("vlan-udp") == "\(ends), ethertype 802.1Q (0x8100), length 52: vlan 42, p 5, ethertype IPv4 (0x0800), ")
  }
}
