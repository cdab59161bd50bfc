import PacketCodec
import Testing

@Suite struct `An ARP packet` {
  let request = ARPPacket(
    operation: .request, senderHardware: MACAddress(0x0200_0000_000A), sender: IPv4Address(10, 77, 0, 1),
    targetHardware: .zero, target: IPv4Address(10, 77, 0, 2))

  @Test func `comes back as it was written`() throws {
    let octets = encoded { request.encode(into: &$0) }
    #expect(octets.count == ARPPacket.encodedCount)
    let (packet, offset) = try ARPPacket.decode((octets + [0, 0]).span.bytes)
    #expect(packet == request)
    #expect(offset == 28)
  }

  @Test func `is written as the golden frame has it`() {
    #expect(encoded { request.encode(into: &$0) } == Array(GoldenFrame("arp-request").octets[14 ..< 42]))
  }

  @Test(arguments: 0 ..< 28) func `is truncated under 28 octets`(count: Int) {
    let octets = encoded { request.encode(into: &$0) }
    #expect(throws: DecodeError.truncated(.arp, .header, needed: 28, available: count)) {
      try ARPPacket.decode(octets.span.bytes.extracting(0 ..< count))
    }
  }

  @Test(arguments: [
    (1, DecodeError.unsupported(.arp, .hardwareType, expected: 1, found: 254)),
    (3, .unsupported(.arp, .protocolType, expected: 0x800, found: 0x8FF)),
    (4, .unsupported(.arp, .hardwareLength, expected: 6, found: 249)),
    (5, .unsupported(.arp, .protocolLength, expected: 4, found: 251)),
  ])
  func `is read for IPv4 over Ethernet alone`(index: Int, error: DecodeError) {
    var octets = encoded { request.encode(into: &$0) }
    octets[index] ^= 0xFF
    #expect(throws: error) { try ARPPacket.decode(octets.span.bytes) }
  }

  @Test func `is a probe without a sender, an announcement of itself`() {
    var packet = request
    #expect(!packet.isProbe && !packet.isAnnouncement)
    packet.sender = .any
    #expect(packet.isProbe)
    packet.sender = packet.target
    #expect(packet.isAnnouncement)
  }
}
