/// Colours that have a name, one for light paper and one for dark.
struct Palette {
  /// What the names hold for: a CSS selector.
  var selector: String
  /// As CSS writes them: "#1a1a1a".
  var colors: KeyValuePairs<String, (light: String, dark: String)>

  /// For a drawing that is a document: it follows the viewer's system.
  var ofSystem: String {
    func list(_ color: KeyPath<(light: String, dark: String), String>) -> String {
      colors.map { "--\($0.key):\($0.value[keyPath: color])" }.joined(separator: ";")
    }
    return """
      \(selector){\(list(\.light));color-scheme:light dark}
      @media(prefers-color-scheme:dark){\(selector){\(list(\.dark))}}
      """
  }

  /// For a page: it follows the `color-scheme` around it, which the page's reader may choose.
  var ofPage: String {
    let list = colors.map { "--\($0.key):light-dark(\($0.value.light),\($0.value.dark))" }.joined(separator: ";")
    return "\(selector){\(list)}"
  }
}
