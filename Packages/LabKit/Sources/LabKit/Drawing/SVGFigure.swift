/// A drawing that fills its viewer's width, and knows its height.
struct SVGFigure: Sendable {
  /// An `svg` element as wide as there is room.
  var element: Element
  /// Pixels.
  var height: Int

  /// What lies beside the figures in a window that is wider: as light or dark as their paper.
  private static let rootStyle = """
    svg:root{max-width:60rem;background:#fdfdfb} @media(prefers-color-scheme:dark){svg:root{background:#161616}}
    """

  /// Figures one below the other, as a document of its own, UTF-8.
  static func document(_ figures: [SVGFigure], style: String) -> String {
    var y = 0
    var content = [Element("style", text: "\(rootStyle)\n\(style)")]
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
