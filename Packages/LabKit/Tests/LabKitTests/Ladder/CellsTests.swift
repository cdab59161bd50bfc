import Testing

@testable import LabKit

@Suite struct `Text in columns` {
  @Test func `is cut with a sign`() {
    #expect(Cells.cut("hello", 5) == "hello")
    #expect(Cells.cut("hello", 4) == "hel~")
    #expect(Cells.cut("hello", 1) == "~")
  }

  @Test func `stands at the right or in the middle`() {
    #expect(Cells.right("ab", 4) == "  ab")
    #expect(Cells.right("abcde", 4) == "abc~")
    #expect(Cells.centre("ab", 5) == " ab  ")
    #expect(Cells.centre("ab", 2) == "ab")
    #expect(Cells.blank(-1) == "")
  }

  @Test(arguments: [
    ("plain ~", "plain ~"), ("\u{1B}[2J", "?[2J"), ("a\nb\tc", "a?b?c"), ("\r\n", "??"), ("ü界", "??"),
    ("e\u{301}", "e?"), ("\u{202E}x\u{7F}\u{0}", "?x??"),
  ])
  func `from elsewhere is one column a character and does nothing`(text: String, drawn: String) {
    #expect(Cells.drawable(text) == drawn)
  }
}
