import Testing

@testable import LabKit

@Suite struct `An element` {
  @Test func `is written with its attributes and what it holds`() {
    #expect(Element("a").xml == "<a/>")
    #expect(Element("a", ["x": "1", "y": "2"], text: "b").xml == #"<a x="1" y="2">b</a>"#)
    #expect(Element("a", [:], [Element("b"), Element("c")]).xml == "<a>\n<b/>\n<c/>\n</a>")
  }

  @Test func `adds no end of a line to text`() {
    var mixed = Element("a", [:], [Element("b")])
    mixed.content.append(.text("c"))
    #expect(mixed.xml == "<a><b/>c</a>")
  }

  @Test func `takes neither text nor an attribute for markup`() {
    #expect(
      Element("a", ["x": "\"><b c=\""], text: "</a><script>&").xml
        == "<a x=\"&quot;&gt;&lt;b c=&quot;\">&lt;/a&gt;&lt;script&gt;&amp;</a>")
  }
}
