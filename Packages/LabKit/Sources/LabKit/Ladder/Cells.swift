/// Fitting text into columns of a fixed width. All that is drawn here is one column wide a character.
enum Cells {
  /// Text from elsewhere as it may be drawn: whatever is not one column wide, or would do something to a terminal instead
  /// of being shown, is a question mark.
  static func drawable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { (0x20 ... 0x7E).contains($0.value) ? $0 : "?" }))
  }

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
