/// Fitting text into columns of a fixed width. All that is drawn here is one column wide a character.
enum Cells {
  static func count(_ text: String) -> Int { text.count }

  static func blank(_ width: Int) -> String { String(repeating: " ", count: max(0, width)) }

  /// Cut to `width`, with a sign that something is missing.
  static func cut(_ text: String, _ width: Int) -> String {
    text.count <= width ? text : text.prefix(max(0, width - 1)) + "~"
  }

  /// At the right end of `width` columns.
  static func right(_ text: String, _ width: Int) -> String {
    let text = cut(text, width)
    return blank(width - text.count) + text
  }

  /// In the middle of `width` columns.
  static func centre(_ text: String, _ width: Int) -> String {
    let text = cut(text, width)
    let left = (width - text.count) / 2
    return blank(left) + text + blank(width - left - text.count)
  }
}
