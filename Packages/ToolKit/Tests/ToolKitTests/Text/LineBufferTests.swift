import Testing

@testable import ToolKit

@Suite("In a line") struct LineBufferTests {
  private func text(_ build: (inout LineBuffer) -> Void) -> String {
    var line = LineBuffer()
    build(&line)
    return line.text
  }

  @Test(arguments: [0, 1, -1, 9, 10, 99, 100, 1_234_567_890, .max, .min] as [Int64])
  func `a whole number is written as Swift writes it`(_ number: Int64) {
    #expect(text { $0.append(number) } == "\(number)")
  }

  @Test func `a decimal keeps its places and its sign`() {
    #expect(text { $0.append(12345, places: 3) } == "12.345")
    #expect(text { $0.append(-5, places: 3) } == "-0.005")
    #expect(text { $0.append(7, places: 0) } == "7")
    #expect(text { $0.append(.min, places: 9) } == "-9223372036.854775808")
  }

  @Test func `text for a person shows what a terminal would act on`() {
    #expect(text { $0.appendShown("a\\é\u{1B}[2J\n\u{202E}\u{9B}") } == "a\\é\\x1b[2J\\x0a\\u{202e}\\u{9b}")
  }

  @Test func `JSON strings are pure UTF-8 without controls, and read back`() throws {
    for scalar in [0 ... 0x2FFF, 0xD7F0 ... 0xE010, 0xFFF0 ... 0x10010, 0x10FFF0 ... 0x10FFFF].joined() {
      guard let scalar = Unicode.Scalar(UInt32(scalar)) else { continue }
      let string = "x\(scalar)y"
      let written = text { $0.appendJSON(string) }
      let isShown = written.unicodeScalars.allSatisfy { $0.isShown }
      #expect(isShown)
      #expect(try JSONValue.parse(Array(written.utf8)) == .text(string))
    }
  }
}
