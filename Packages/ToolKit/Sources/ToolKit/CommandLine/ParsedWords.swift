/// A command line taken apart by the names of the options alone: which option stands where with which text.
///
/// `-n 3`, `-n3`, `--long 3`, `--long=3`, flags in one word (`-jv`, and `-jvn3`). Operands and options may stand in any
/// order up to `--`, after which all are operands; `-` alone is an operand. A value is the next word whatever it looks
/// like, as getopt(3) has it. Long names are not abbreviated: a script must not break when a tool learns another one.
struct ParsedWords: Hashable {
  /// Indexes into the table, in the order of the command line, with the value's text; "" for a flag.
  var settings: [(index: Int, text: String)] = []
  var operands: [String] = []

  static func == (one: Self, other: Self) -> Bool {
    one.operands == other.operands && one.settings.elementsEqual(other.settings, by: ==)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(operands) }

  /// - Parameter words: without the program's name.
  /// - Throws: a usage failure that names the option.
  init(_ words: [String], table: [OptionDescription]) throws(Failure) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        return
      }
      if word.hasPrefix("--") {
        try takeLong(word.dropFirst(2), &rest, table)
      } else if word.hasPrefix("-"), word != "-" {
        try takeCluster(word.dropFirst(), &rest, table)
      } else {
        operands.append(word)
      }
      if let last = settings.last, table[last.index].endsParsing { return }
    }
  }

  private mutating func takeLong(
    _ word: Substring, _ rest: inout ArraySlice<String>, _ table: [OptionDescription]
  ) throws(Failure) {
    let name = word.prefix { $0 != "=" }
    let attached = name.endIndex == word.endIndex ? nil : String(word[word.index(after: name.endIndex)...])
    guard let index = table.firstIndex(where: { $0.long == name }) else {
      let near = Spelling.nearest(to: String(name), among: table.map(\.long)).map { "; did you mean --\($0)?" } ?? ""
      throw Failure(.usage, "--\(name): unknown option\(near)")
    }
    if table[index].placeholder == nil {
      if let attached { throw Failure(.usage, "--\(name): takes no value, but has '\(attached)'") }
      settings.append((index, ""))
    } else {
      try takeValue(index, attached, &rest, table)
    }
  }

  private mutating func takeCluster(
    _ word: Substring, _ rest: inout ArraySlice<String>, _ table: [OptionDescription]
  ) throws(Failure) {
    var letters = word
    while let letter = letters.popFirst() {
      guard let index = table.firstIndex(where: { $0.short == letter }) else {
        throw Failure(.usage, "-\(letter): unknown option")
      }
      if table[index].placeholder != nil {
        return try takeValue(index, letters.isEmpty ? nil : String(letters), &rest, table)
      }
      settings.append((index, ""))
      if table[index].endsParsing { return }
    }
  }

  private mutating func takeValue(
    _ index: Int, _ attached: String?, _ rest: inout ArraySlice<String>, _ table: [OptionDescription]
  ) throws(Failure) {
    guard let text = attached ?? rest.popFirst() else {
      let option = table[index]
      throw Failure(.usage, "--\(option.long): needs a value: \(option.accepted ?? option.placeholder ?? "")")
    }
    settings.append((index, text))
  }
}
