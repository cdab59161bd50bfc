import Testing

@testable import ToolKit

@Suite("A stream of lines") struct LineSplitterTests {
  private func lines(_ text: String, limit: Int = 8, pieces: Int = .max, finish: Bool = true) -> [LineSplitter.Line] {
    var splitter = LineSplitter(limit: limit)
    var found: [LineSplitter.Line] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      splitter.feed(Array(rest.prefix(pieces)))
      rest = rest.dropFirst(pieces)
      while let line = splitter.next() { found.append(line) }
    }
    if finish { splitter.finish() }
    while let line = splitter.next() { found.append(line) }
    return found
  }

  private func line(_ text: String) -> LineSplitter.Line { .line(Array(text.utf8)) }

  @Test(arguments: 1 ... 12) func `gives the same lines whatever the pieces`(_ size: Int) {
    let wanted = [line("one"), line(""), line("two\r"), .tooLong, line("three")]
    #expect(lines("one\n\ntwo\r\nfar too long\nthree", pieces: size) == wanted)
  }

  @Test func `ends with a line that has no newline, once the end is known`() {
    #expect(lines("one\ntwo", finish: false) == [line("one")])
    #expect(lines("one\ntwo") == [line("one"), line("two")])
  }

  @Test func `has no empty line after its last newline`() {
    #expect(lines("one\n") == [line("one")])
    #expect(lines("") == [])
  }

  @Test func `takes a line as long as the limit and no longer`() {
    #expect(lines("12345678\n123456789\n") == [line("12345678"), .tooLong])
    #expect(lines("123456789") == [.tooLong])
  }

  @Test func `tells of a line that is too long before its end, and once`() {
    var splitter = LineSplitter(limit: 4)
    splitter.feed(Array("12345".utf8))
    #expect(splitter.next() == .tooLong)
    #expect(splitter.next() == nil)
    for _ in 0 ..< 1000 {
      splitter.feed([UInt8](repeating: 0x61, count: 1000))
      #expect(splitter.next() == nil)
    }
    splitter.feed(Array("\nend\n".utf8))
    #expect(splitter.next() == line("end"))
  }

  @Test func `takes octets from a span`() {
    var splitter = LineSplitter(limit: 4)
    let octets = Array("a\nb".utf8)
    splitter.feed(octets.span.bytes)
    splitter.finish()
    #expect(splitter.next() == line("a"))
    #expect(splitter.next() == line("b"))
    #expect(splitter.next() == nil)
  }
}
