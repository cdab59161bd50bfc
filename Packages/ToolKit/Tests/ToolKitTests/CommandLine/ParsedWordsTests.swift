import Testing

@testable import ToolKit

@Suite("Between options") struct ParsedWordsTests {
  @Test func `operands may stand before, between and after them`() throws {
    #expect(try Sample.operands("a", "-n3", "b", "--raw", "c") == ["a", "b", "c"])
  }

  @Test func `two dashes end the options`() throws {
    #expect(try Sample.operands("a", "--", "-n", "--", "--raw") == ["a", "-n", "--", "--raw"])
  }

  @Test func `one dash is an operand`() throws {
    #expect(try Sample.operands("-", "-r") == ["-"])
  }

  @Test func `the word after an option is its value, dashes or not`() throws {
    #expect(try Sample.parsed("--filter", "--raw")?.filter == "--raw")
    #expect(try Sample.parsed("--filter", "--", "-r")?.isRaw == true)
  }

  @Test func `an attached value keeps its equals signs, and may be empty`() throws {
    #expect(try Sample.parsed("--filter=a=b")?.filter == "a=b")
    #expect(try Sample.parsed("--filter=")?.filter == "")
  }

  @Test func `a question ends the reading: what follows is not looked at`() throws {
    #expect(try Sample.parsed("--help", "--frobnicate") == nil)
    #expect(try Sample.parsed("-rhz") == nil)
    #expect(Sample.complaint("--frobnicate", "--help") != nil)
  }
}
