import Testing

@testable import ToolKit

@Suite("A word that nobody knows") struct SpellingTests {
  @Test func `one slip away finds its neighbour`() {
    #expect(Spelling.nearest(to: "listn", among: ["help", "listen"]) == "listen")
    #expect(Spelling.nearest(to: "lissten", among: ["help", "listen"]) == "listen")
  }

  @Test func `three slips away finds nothing`() {
    #expect(Spelling.nearest(to: "lsn", among: ["listen"]) == nil)
    #expect(Spelling.nearest(to: "lisxyz", among: ["listen"]) == nil)
  }

  @Test func `a short word is not matched with whatever is short too`() {
    #expect(Spelling.nearest(to: "x", among: ["y"]) == nil)
    #expect(Spelling.nearest(to: "", among: ["y"]) == nil)
  }
}
