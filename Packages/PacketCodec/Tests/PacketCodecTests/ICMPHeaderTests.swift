import PacketCodec
import Testing

@Suite struct `An ICMP header` {
  static let messages: [ICMPMessage] = [
    .echoReply(identifier: 1, sequence: 0xFFFF), .echoRequest(identifier: 0x4242, sequence: 1),
    .destinationUnreachable(.port, nextHopMTU: 0), .destinationUnreachable(.fragmentationNeeded, nextHopMTU: 1400),
    .sourceQuench, .redirect(code: 1, gateway: IPv4Address(10, 77, 0, 254)), .timeExceeded(code: 1),
    .parameterProblem(code: 0, pointer: 20), .other(type: 17, code: 0, rest: 0xDEAD_BEEF),
    .other(type: 8, code: 9, rest: 1), .timestampRequest(identifier: 7, sequence: 8),
    .timestampReply(identifier: 7, sequence: 0xFFFF), .other(type: 13, code: 1, rest: 1),
  ]

  @Test(arguments: messages) func `comes back as it was written`(message: ICMPMessage) throws {
    let header = ICMPHeader(message, payload: hex("010203").span.bytes)
    let octets = encoded { header.encode(into: &$0) } + [1, 2, 3]
    let (decoded, offset) = try ICMPHeader.decode(octets.span.bytes)
    #expect(decoded == header)
    #expect(offset == 8)
    let other = octets.dropLast() + [4]
    let isValid = (ICMPHeader.isChecksumValid(octets.span.bytes), ICMPHeader.isChecksumValid(other.span.bytes))
    #expect(isValid == (true, false))
  }

  @Test(arguments: 0 ..< 8) func `is truncated under eight octets`(count: Int) {
    #expect(throws: DecodeError.truncated(.icmp, .header, needed: 8, available: count)) {
      try ICMPHeader.decode([UInt8](repeating: 0, count: count).span.bytes)
    }
  }

  @Test func `tells errors, which quote, from the rest`() {
    #expect(Self.messages.map(\.quotesDatagram) == (0 ..< 13).map { (2 ..< 8).contains($0) })
  }

  @Test(arguments: 0 ... 255) func `keeps the type and code of any message`(type: UInt8) {
    for code: UInt8 in [0, 1, 255] {
      let message = ICMPMessage(type: type, code: code, rest: 0x0102_0304)
      #expect((message.type, message.code) == (type, code))
      #expect(ICMPMessage(type: type, code: code, rest: message.rest) == message)
    }
  }
}
