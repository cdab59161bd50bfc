extension Element {
  /// Those that have no end in HTML, because nothing can be in them. Source: HTML Living Standard §13.1.2.
  private static let voids: Set = ["br", "col", "hr", "img", "input", "link", "meta", "wbr"]

  /// The element as HTML. Nothing stands between its children: there a blank would be seen.
  var html: String {
    var text = ""
    write(to: &text, isDrawing: false)
    return text
  }

  /// - Parameter isDrawing: whether it stands in an `svg`, where XML's rules hold.
  private func write(to output: inout String, isDrawing: Bool) {
    let isDrawing = isDrawing || name == "svg"
    output += "<\(name)"
    for attribute in attributes {
      output += " \(attribute.name)"
      // What only is or is not, as `open`, says so by its name.
      if !attribute.value.isEmpty { output += "=\"\(Markup.escaped(attribute.value))\"" }
    }
    if isDrawing, content.isEmpty {
      output += "/>"
      return
    }
    output += ">"
    if Self.voids.contains(name) { return }
    for part in content {
      switch part {
      case .element(let element): element.write(to: &output, isDrawing: isDrawing)
      case .text(let text): output += Markup.escaped(text)
      }
    }
    output += "</\(name)>"
  }
}

extension Element.Content: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  init(stringLiteral text: String) { self = .text(text) }
}
