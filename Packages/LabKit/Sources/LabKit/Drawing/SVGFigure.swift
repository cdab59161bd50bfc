/// A drawing that fills its viewer's width, and knows its height.
struct SVGFigure: Sendable {
  /// An `svg` element as wide as there is room.
  var element: Element
  /// Pixels.
  var height: Int

  /// Figures one below the other, as a document of its own, UTF-8.
  static func document(_ figures: [SVGFigure], style: String) -> String {
    var y = 0
    var content = [Element("style", text: style)]
    for figure in figures {
      var element = figure.element
      element.attributes.append(Element.Attribute(name: "y", value: "\(y)"))
      content.append(element)
      y += figure.height
    }
    let root = Element(
      "svg", ["xmlns": "http://www.w3.org/2000/svg", "width": "100%", "height": "\(y)"], content)
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(root.xml)"
  }
}
