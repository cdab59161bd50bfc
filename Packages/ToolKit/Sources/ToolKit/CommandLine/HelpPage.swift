/// A page of help in the making: sections of rows, wrapped to a width that every terminal and every mail has.
struct HelpPage {
  /// The widest line.
  static let width = 100
  /// Where the options' explanations begin; a longer left part pushes its explanation to the next line.
  static let column = 30

  private(set) var text = ""

  mutating func line(_ line: String) { text += line + "\n" }

  mutating func section(_ title: String, _ lines: [String]) {
    guard !lines.isEmpty else { return }
    text += "\n\(title):\n"
    for entry in lines { line("  \(entry)") }
  }

  mutating func options(_ title: String, _ options: [OptionDescription]) {
    pairs(title, options.map { (Self.spelling($0), Self.explanation($0)) }, column: Self.column)
  }

  /// How values are written, once for each placeholder.
  mutating func notations(_ options: [OptionDescription]) {
    var rows: [(left: String, right: String)] = []
    for option in options {
      guard let placeholder = option.placeholder, let notation = option.notation,
        !rows.contains(where: { $0.left == placeholder })
      else { continue }
      rows.append((placeholder, notation))
    }
    pairs("Values", rows)
  }

  /// - Parameter column: where the right part begins; nil for just past the longest left part.
  mutating func pairs(_ title: String, _ rows: [(left: String, right: String)], column: Int? = nil) {
    guard !rows.isEmpty else { return }
    text += "\n\(title):\n"
    let column = column ?? 4 + (rows.map(\.left.count).max() ?? 0)
    for row in rows { append(row.left, row.right, column: column) }
  }

  private mutating func append(_ left: String, _ right: String, column: Int) {
    var current = "  \(left)"
    if current.count + 2 > column {
      line(current)
      current = ""
    }
    current += String(repeating: " ", count: column - current.count)
    var isFirst = true
    for word in right.split(separator: " ") {
      if !isFirst, current.count + 1 + word.count > Self.width {
        line(current)
        current = String(repeating: " ", count: column)
        isFirst = true
      }
      current += isFirst ? "\(word)" : " \(word)"
      isFirst = false
    }
    line(current)
  }

  private static func spelling(_ option: OptionDescription) -> String {
    let letter = option.short.map { "-\($0), " } ?? "    "
    return "\(letter)--\(option.long)\(option.placeholder.map { " \($0)" } ?? "")"
  }

  private static func explanation(_ option: OptionDescription) -> String {
    var notes: [String] = []
    if let range = option.range { notes.append(range) }
    if let text = option.defaultText { notes.append("default \(text)") }
    if !option.environment.isEmpty { notes.append("environment \(option.environment.joined(separator: ", "))") }
    return notes.isEmpty ? option.help : "\(option.help) (\(notes.joined(separator: "; ")))"
  }
}
