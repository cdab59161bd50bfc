import Inspect
import PacketCodec
import Testing

@Suite struct `A frame that no host has reason to send` {
  private static func segment(_ flags: TCPFlags) -> [UInt8] {
    let header = TCPHeader(
      sourcePort: 1, destinationPort: 2, sequence: SequenceNumber(0), acknowledgment: nil, flags: flags, window: 0)
    return Frames.tcp(.attacker, .server, header)
  }

  private static let whole = segment(.synchronize)

  /// Another octet somewhere, with IPv4's checksum as it has to be.
  private static func changed(_ offset: Int, _ octet: UInt8, in frame: [UInt8] = whole) -> [UInt8] {
    var frame = frame
    frame[offset] = octet
    (frame[24], frame[25]) = (0, 0)
    var sum = InternetChecksum()
    sum.add(frame.span.bytes.extracting(14 ..< 34))
    (frame[24], frame[25]) = (UInt8(sum.value >> 8), UInt8(truncatingIfNeeded: sum.value))
    return frame
  }

  private static let frames: [(String, [UInt8], AlertDetail)] = [
    (
      "IHL 15 in 40 octets", changed(14, 0x4F, in: Array(whole[..<34])),
      .undecodable(.badLength(.ipv4, .totalLength, minimum: 60, found: 40))
    ),
    ("IHL 4", changed(14, 0x44), .undecodable(.badLength(.ipv4, .headerLength, minimum: 20, found: 16))),
    ("version 5", changed(14, 0x55), .undecodable(.unsupported(.ipv4, .version, expected: 4, found: 5))),
    (
      "data offset beyond the segment", changed(46, 0xF0),
      .undecodable(.truncated(.tcp, .dataOffset, needed: 60, available: 20))
    ),
    ("half a header", Array(whole[..<20]), .undecodable(.truncated(.ipv4, .header, needed: 20, available: 6))),
    ("no Ethernet header", [1, 2, 3], .undecodable(.truncated(.ethernet, .header, needed: 14, available: 3))),
    ("total length beyond the frame", changed(16, 0x10), .tooLong(.ipv4, said: 0x1028, found: 40)),
    ("SYN with FIN", segment([.synchronize, .finish]), .contradictoryFlags([.synchronize, .finish])),
    ("SYN with RST", segment([.synchronize, .reset]), .contradictoryFlags([.synchronize, .reset])),
    ("a group as the sender", changed(26, 224), .senderIsGroup),
    (
      "ARP that is cut", Array(Frames.arp(.reply, .attacker, target: .server)[..<30]),
      .undecodable(.truncated(.arp, .header, needed: 28, available: 16))
    ),
    (
      "UDP longer than its datagram",
      {
        var frame = Frames.udp(.attacker, .server, from: 1, to: 2, [1, 2, 3])
        frame[38] = 1
        return frame
      }(), .tooLong(.udp, said: 256 + 11, found: 11)
    ),
    (
      "a SYN to its own end",
      {
        let header = TCPHeader(
          sourcePort: 139, destinationPort: 139, sequence: SequenceNumber(0), flags: .synchronize, window: 0)
        return Frames.tcp(.server, .server, header)
      }(), .ownEnd
    ),
    (
      "a ping of 65,600 octets",
      Frames.piece(.attacker, .server, Array(repeating: 0, count: 88), at: 65_512, more: false, of: .icmp),
      .reassembledTo(65_600)
    ),
  ]

  @Test(arguments: frames) func `is one alarm`(_ name: String, _ frame: [UInt8], _ detail: AlertDetail) {
    var watch = Watch()
    for _ in 0 ..< 20 { watch.see(frame) }
    #expect(watch.alerts.map(\.detail) == [detail], "\(name)")
    #expect(watch.rules == [.malformed], "\(name)")
  }

  @Test(arguments: frames) func `is none where the capture cut it`(
    _ name: String, _ frame: [UInt8], _ detail: AlertDetail
  ) {
    guard case .undecodable(.truncated) = detail else { return }
    var watch = Watch()
    watch.see(frame, originalCount: 1514)
    #expect(watch.rules == [])
  }

  @Test(arguments: frames) func `alone is not what whole ones are`(
    _ name: String, _ frame: [UInt8], _ detail: AlertDetail
  ) {
    var watch = Watch()
    watch.see(Self.whole)
    watch.see(Frames.arp(.reply, .attacker, target: .server))
    #expect(watch.rules == [])
  }

  /// The broken TCP options that were a crash of the predecessor's.
  @Test(arguments: [[2], [2, 0, 0, 0], [5, 0, 0, 0], [8, 10, 0, 0]] as [[UInt8]])
  func `may have options that lead nowhere`(_ options: [UInt8]) throws {
    var list = options
    while list.count % 4 != 0 { list.insert(1, at: 0) }
    let header = TCPHeader(
      sourcePort: 1, destinationPort: 2, sequence: SequenceNumber(0), flags: .synchronize, window: 0,
      options: TCPOptions(octets: InlineOctets(list.span.bytes)))
    var watch = Watch()
    watch.see(Frames.tcp(.attacker, .server, header))
    #expect(watch.rules == [.malformed])
    let alert = try watch.onlyAlert()
    #expect(alert.source == .host(Host.attacker.address))
  }

  @Test func `is not an error that quotes eight octets of one`() {
    var watch = Watch()
    watch.see(Frames.icmp(Host(9), .client, .timeExceeded(code: 0), Array(Self.whole[14 ..< 42])))
    watch.see(Frames.icmp(Host(9), .client, .timeExceeded(code: 0), Array(Self.changed(14, 0x4F)[14 ..< 42])))
    #expect(watch.rules == [])
  }

  @Test func `is not one of a link that is not read`() {
    var watch = Watch()
    watch.see(Self.whole, link: LinkType(rawValue: 105))
    #expect(watch.rules == [])
    #expect(watch.inspector.counters.unwatched == 1)
  }
}
