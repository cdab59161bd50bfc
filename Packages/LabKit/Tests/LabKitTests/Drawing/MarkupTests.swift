import Testing

@testable import LabKit

@Suite struct `Text inside markup` {
  @Test(arguments: [
    ("plain ü 界", "plain ü 界"), ("<script>alert('x')</script>", "&lt;script&gt;alert('x')&lt;/script&gt;"),
    ("\" onload=\"x", "&quot; onload=&quot;x"), ("&lt;", "&amp;lt;"), ("a\nb\tc", "a\nb\tc"),
    ("\u{0}\u{1B}[2J\r", "??[2J?"), ("\u{FFFE}\u{FFFF}", "??"), ("]]>", "]]&gt;"),
  ])
  func `is no markup`(text: String, escaped: String) {
    #expect(Markup.escaped(text) == escaped)
  }
}
