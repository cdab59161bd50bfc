/// A drawing of a section, and what can be found in it.
struct SectionPart {
  /// Its heading.
  var title: String
  /// All of it.
  var element: Element
  /// Where in the page each piece of evidence stands that it shows: the name of an element.
  var places: [Evidence: String] = [:]
  /// What it does not show, in words.
  var notes: [String] = []

  /// A part that can be folded away.
  ///
  /// - Parameter isOpen: whether it is shown at first.
  init(
    _ title: String, _ content: [Element], isOpen: Bool, places: [Evidence: String] = [:], notes: [String] = []
  ) {
    self.title = title
    self.places = places
    self.notes = notes
    var details = Element(
      "details", ["class": "part"], [Element("summary", [:], [Element("h3", text: title)])] + content)
    if isOpen { details.attributes.append(Element.Attribute(name: "open", value: "")) }
    element = details
  }

  /// Its size.
  var octets: Int { element.html.utf8.count }

  /// A drawing in a frame of its own.
  static func figure(_ drawing: Element) -> Element { Element("figure", [:], [drawing]) }
}
