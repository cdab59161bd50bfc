import PacketCodec
import Testing

@testable import LabKit

@Suite struct `Options as digits` {
  @Test func `come back as they were`() {
    let options = TCPOptions([
      .maximumSegmentSize(1460), .noOperation, .windowScale(7), .selectiveAcknowledgmentPermitted,
    ])
    #expect(Hexadecimal.text(options) == "020405b4010303070402")
    #expect(Hexadecimal.options("020405b4010303070402") == options)
    #expect(Hexadecimal.options("020405B4010303070402") == options)
    #expect(Hexadecimal.options("") == TCPOptions())
  }

  @Test func `come back whatever the octets are`() {
    var random = SplitMix(seed: 3)
    for count in 0 ... 40 {
      let octets = (0 ..< count).map { _ in UInt8.random(in: 0 ... 255, using: &random) }
      let options = TCPOptions(octets: InlineOctets(octets.span.bytes))
      #expect(Hexadecimal.options(Hexadecimal.text(options)) == options)
    }
  }

  @Test(arguments: [
    "0", "012", "0g", "+f", "-0", " 1", "1 ", "0x", "é", "٣٣", String(repeating: "00", count: 41), "\0\0",
  ])
  func `are pairs of digits and nothing else, at most forty`(text: String) {
    #expect(Hexadecimal.options(text) == nil)
  }

  @Test func `may be forty`() {
    #expect(Hexadecimal.options(String(repeating: "01", count: 40))?.octets.count == 40)
  }
}
