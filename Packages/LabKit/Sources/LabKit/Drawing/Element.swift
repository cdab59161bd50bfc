/// An element of an XML document, as a value. Text becomes text and never markup: it is escaped when it is written, and
/// there is no other way into the document.
struct Element: Hashable, Sendable {
  /// What an element holds.
  indirect enum Content: Hashable, Sendable {
    case element(Element)
    case text(String)
  }

  /// A name and what it is set to.
  struct Attribute: Hashable, Sendable {
    var name: String
    var value: String
  }

  var name: String
  var attributes: [Attribute]
  var content: [Content]

  init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Element] = []) {
    self.name = name
    self.attributes = attributes.map { Attribute(name: $0.key, value: $0.value) }
    content = children.map { .element($0) }
  }

  init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
    self.init(name, attributes)
    content = [.text(text)]
  }

  /// Text and elements in the order in which they are read.
  init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], content: [Content]) {
    self.init(name, attributes)
    self.content = content
  }

  /// The element as XML. Children that are elements stand in lines of their own; text is not touched.
  var xml: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to output: inout String) {
    output += "<\(name)"
    for attribute in attributes { output += " \(attribute.name)=\"\(Markup.escaped(attribute.value))\"" }
    guard !content.isEmpty else {
      output += "/>"
      return
    }
    output += ">"
    // Beside text, an end of a line would be text too.
    let isMixed = content.contains { if case .text = $0 { true } else { false } }
    for part in content {
      if !isMixed { output += "\n" }
      switch part {
      case .element(let element): element.write(to: &output)
      case .text(let text): output += Markup.escaped(text)
      }
    }
    output += isMixed ? "</\(name)>" : "\n</\(name)>"
  }
}
