import Testing

@testable import LabKit

@Suite struct `An element as HTML` {
  @Test func `ends also when it is empty, unless nothing can be in it`() {
    let element = Element("p", ["class": "x"], [Element("i"), Element("input", ["checked": ""])])
    #expect(element.html == #"<p class="x"><i></i><input checked></p>"#)
  }

  @Test func `has nothing between words and elements but what is said`() {
    let element = Element("p", content: ["a ", .element(Element("b", text: "b")), " \("c<d")"])
    #expect(element.html == "<p>a <b>b</b> c&lt;d</p>")
  }

  @Test func `ends itself in a drawing, as XML has it`() {
    let element = Element("svg", [:], [Element("g", [:], [Element("rect", ["x": "\"1\""])])])
    #expect(element.html == #"<svg><g><rect x="&quot;1&quot;"/></g></svg>"#)
  }
}
