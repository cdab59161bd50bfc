import Testing

@testable import ToolKit

@Suite("Octets written down") struct OctetNotationTests {
  @Test func `are read back, each alone and in every pair`() {
    for first in 0 ... 255 as ClosedRange<UInt8> {
      #expect(OctetNotation.octets(of: OctetNotation.text(of: [first])) == [first])
      for second in 0 ... 255 as ClosedRange<UInt8> {
        let octets = [first, second, 0x61]
        if OctetNotation.octets(of: OctetNotation.text(of: octets)) != octets { Issue.record("\(octets)") }
      }
    }
  }

  @Test func `are one line that a terminal only shows`() {
    var random = SplitMix(seed: 3)
    for _ in 0 ..< 2000 {
      let octets = (0 ..< 40).map { _ in UInt8.random(in: 0 ... 255, using: &random) }
      let text = OctetNotation.text(of: octets)
      let isShown = text.unicodeScalars.allSatisfy { $0.isShown }
      #expect(isShown)
      #expect(OctetNotation.octets(of: text) == octets)
    }
  }

  @Test(arguments: [
    ("hello é", "hello é"), ("a\\b", "a\\\\b"), ("\r\n\t", "\\r\\n\\t"), ("\u{1B}[2J", "\\x1b[2J"),
    ("\u{202E}", "\\xe2\\x80\\xae"), ("\u{9B}", "\\xc2\\x9b"), ("\"", "\""),
  ])
  func `show text as it is and nothing else`(_ text: String, _ notation: String) {
    #expect(OctetNotation.text(of: Array(text.utf8)) == notation)
  }

  @Test(arguments: ["\\", "\\q", "\\x", "\\x1", "\\xg0", "\\X41"]) func `are refused when spoiled`(_ text: String) {
    #expect(OctetNotation.octets(of: text) == nil)
  }
}
