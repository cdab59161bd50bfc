import PacketCodec
import Testing

@Suite struct `A decoded frame` {
  @Test(arguments: GoldenFrame.all) func `is whole and without error, unless made broken`(frame: GoldenFrame) {
    let decoded = frame.decoded
    #expect(decoded.missingCount == 0)
    #expect((decoded.error == nil) == (frame.name != "tcp-broken-option"))
    let isValid = decoded.isTransportChecksumValid(in: frame.octets.span.bytes)
    let cannotTell = frame.name.hasPrefix("arp") || frame.name.hasSuffix("fragment")
    #expect(isValid == (cannotTell ? nil : true))
  }

  @Test(arguments: GoldenFrame.all) func `keeps its layers up to the one a cut went through`(frame: GoldenFrame) {
    let whole = frame.decoded
    for count in 0 ..< frame.octets.count {
      let cut = DecodedFrame(frame.octets.span.bytes.extracting(0 ..< count))
      #expect((cut.ethernet == nil) == (count < (whole.ethernet?.encodedCount ?? 0)))
      if cut.network != .none { #expect(cut.network == whole.network) }
      if cut.network == .none || cut.transport == .none && whole.transport != .none { #expect(cut.error != nil) }
      if cut.transport != .none, case .ipv4(let header) = whole.network {
        #expect(
          cut.missingCount == max(0, 14 + 4 * (whole.ethernet?.tag == nil ? 0 : 1) + Int(header.totalCount) - count))
      }
      #expect(cut.payloadRange.upperBound <= count && cut.transportRange.upperBound <= count)
    }
  }

  @Test func `counts ranges in the frame and leaves padding out`() {
    let octets = GoldenFrame("udp-odd").octets + [0, 0, 0, 0, 0]
    let frame = DecodedFrame(octets.span.bytes)
    #expect(frame.transportRange == 34 ..< 45)
    #expect(frame.payloadRange == 42 ..< 45)
    let isValid = frame.isTransportChecksumValid(in: octets.span.bytes)
    #expect(isValid == true)
  }

  @Test func `quotes the datagram an error complains of`() throws {
    guard case .icmp(let header, .quotation(let quoted)) = GoldenFrame("icmp-too-big").decoded.transport else {
      Issue.record("no ICMP")
      return
    }
    #expect(header.message == .destinationUnreachable(.fragmentationNeeded, nextHopMTU: 1400))
    #expect(quoted.destinationPort == 7)
  }

  @Test func `has no transport header in a later fragment`() {
    #expect(GoldenFrame("udp-last-fragment").decoded.transport == .fragment(.udp))
  }

  @Test func `shows headers beside the error of a broken option`() throws {
    let frame = GoldenFrame("tcp-broken-option").decoded
    #expect(frame.error == .badLength(.tcp, .optionLength, minimum: 2, found: 0))
    #expect(try #require(frame.tcp).options.maximumSegmentSize == 1460)
    #expect(frame.errorOffset == 14 + 20 + 20 + 4)
  }

  @Test func `shows what else is on the wire by its number`() {
    let address = hex("ffffffffffff 02000000000a")
    #expect(DecodedFrame((address + hex("86dd 60")).span.bytes).network == .other(.ipv6))
    var octets = GoldenFrame("udp-odd").octets
    octets[23] = 47
    #expect(DecodedFrame(octets.span.bytes).transport == .other(IPProtocol(rawValue: 47)))
  }

  @Test func `without a link header begins with IPv4`() {
    let octets = Array(GoldenFrame("tcp-syn").octets[14...])
    let frame = DecodedFrame(octets.span.bytes, linkType: .raw)
    #expect(frame.ethernet == nil && frame.error == nil)
    #expect(frame.tcp == GoldenFrame("tcp-syn").decoded.tcp)
  }

  @Test func `of a link this package cannot read says so`() {
    let frame = DecodedFrame(hex("0102").span.bytes, linkType: LinkType(rawValue: 147))
    #expect(frame.error == .unsupported(.link, .linkType, expected: 1, found: 147))
    #expect(frame.payloadRange == 0 ..< 2)
  }

  @Test func `with a bit turned is no longer valid`() {
    for name in ["tcp-data", "udp-odd", "icmp-echo-request"] {
      var octets = GoldenFrame(name).octets
      octets[octets.count - 1] ^= 1
      let isValid = DecodedFrame(octets.span.bytes).isTransportChecksumValid(in: octets.span.bytes)
      #expect(isValid == false)
    }
  }
}
