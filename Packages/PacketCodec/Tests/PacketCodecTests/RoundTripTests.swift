import PacketCodec
import Testing

/// What was encoded is decoded to the same value, and what was decoded is encoded to the same octets.
@Suite struct `There and back` {
  private static let rounds = 500

  @Test(arguments: UInt64(1) ... 3) func `comes every value of a link`(seed: UInt64) throws {
    var maker = ValueMaker(seed: seed)
    for _ in 0 ..< Self.rounds {
      let ethernet = maker.ethernet()
      #expect(try EthernetHeader.decode(encoded { ethernet.encode(into: &$0) }.span.bytes).header == ethernet)
      let cooked = maker.cooked()
      #expect(try CookedHeader.decode(encoded { cooked.encode(into: &$0) }.span.bytes).header == cooked)
      let cooked2 = maker.cooked2()
      #expect(try CookedHeader2.decode(encoded { cooked2.encode(into: &$0) }.span.bytes).header == cooked2)
      let arp = maker.arp()
      #expect(try ARPPacket.decode(encoded { arp.encode(into: &$0) }.span.bytes).header == arp)
    }
    for family in [UInt32(1), 2, 30, 0xFFFF] {
      for header in [LoopbackHeader(family: family, order: .big), LoopbackHeader(family: family, order: .little)] {
        let octets = encoded { header.encode(into: &$0) }
        #expect(try LoopbackHeader.decode(octets.span.bytes, linkType: .null).header == header)
      }
    }
  }

  @Test(arguments: UInt64(1) ... 3) func `comes every value of the Internet layer`(seed: UInt64) throws {
    var maker = ValueMaker(seed: seed)
    for _ in 0 ..< Self.rounds {
      let ipv4 = maker.ipv4()
      let octets = encoded { ipv4.encode(into: &$0) }
      let decoded = try IPv4Header.decode(octets.span.bytes)
      #expect(decoded.header == ipv4 && decoded.payloadOffset == octets.count)
      let icmp = maker.icmp()
      #expect(try ICMPHeader.decode(encoded { icmp.encode(into: &$0) }.span.bytes).header == icmp)
      let times = maker.timestamps()
      #expect(try ICMPTimestamps.decode(encoded { times.encode(into: &$0) }.span.bytes).header == times)
      let quotation = maker.quotation()
      let quoted = encoded { quotation.encode(into: &$0) }
      #expect(quoted.count == quotation.encodedCount)
      #expect(try QuotedDatagram.decode(quoted.span.bytes).header == quotation)
    }
  }

  @Test(arguments: UInt64(1) ... 3) func `comes every value of a transport`(seed: UInt64) throws {
    var maker = ValueMaker(seed: seed)
    for _ in 0 ..< Self.rounds {
      let udp = maker.udp()
      #expect(try UDPHeader.decode(encoded { udp.encode(into: &$0) }.span.bytes).header == udp)
      let option = maker.option()
      #expect(TCPOptions([option]).readable == [option])
      let tcp = maker.tcp()
      let octets = encoded { tcp.encode(into: &$0) }
      let decoded = try TCPHeader.decode(octets.span.bytes)
      #expect(decoded.header == tcp && decoded.payloadOffset == octets.count)
      #expect(decoded.header.options.error == nil)
    }
  }

  @Test(arguments: UInt64(1) ... 3) func `come all octets that are a header`(seed: UInt64) throws {
    var maker = ValueMaker(seed: seed)
    for _ in 0 ..< Self.rounds {
      var octets = maker.octets(60 ... 60)
      let words = UInt8(maker.number(5 ... 15)), count = Int(words) * 4
      octets[0] = 0x40 | words
      octets[2] = 0xFF
      let datagram = try IPv4Header.decode(octets.span.bytes).header
      #expect(encoded { datagram.encode(into: &$0) } == Array(octets[..<count]))
      octets[12] = words << 4 | octets[12] & 15
      let segment = try TCPHeader.decode(octets.span.bytes).header
      #expect(encoded { segment.encode(into: &$0) } == Array(octets[..<count]))
      octets[4] = 1
      let udp = try UDPHeader.decode(octets.span.bytes).header
      #expect(encoded { udp.encode(into: &$0) } == Array(octets[..<8]))
      let frame = try EthernetHeader.decode(octets.span.bytes)
      #expect(encoded { frame.header.encode(into: &$0) } == Array(octets[..<frame.payloadOffset]))
      let cooked = try CookedHeader.decode(octets.span.bytes).header
      #expect(encoded { cooked.encode(into: &$0) } == Array(octets[..<16]))
      let cooked2 = try CookedHeader2.decode(octets.span.bytes).header
      #expect(encoded { cooked2.encode(into: &$0) } == Array(octets[..<20]))
    }
  }

  @Test(arguments: GoldenFrame.all) func `comes a golden frame, layer by layer`(frame: GoldenFrame) {
    let decoded = frame.decoded
    let octets = encoded(2048) { output in
      decoded.ethernet?.encode(into: &output)
      switch decoded.network {
      case .arp(let packet): packet.encode(into: &output)
      case .ipv4(let header): header.encode(into: &output)
      case .none, .other: break
      }
      switch decoded.transport {
      case .icmp(let header, let content):
        header.encode(into: &output)
        switch content {
        case .data: break
        case .quotation(let quotation): quotation.encode(into: &output)
        case .timestamps(let times): times.encode(into: &output)
        }
      case .tcp(let header): header.encode(into: &output)
      case .udp(let header): header.encode(into: &output)
      case .none, .fragment, .other: break
      }
    }
    #expect(octets == Array(frame.octets[..<octets.count]))
    #expect(octets.count >= decoded.payloadRange.lowerBound)
  }
}
