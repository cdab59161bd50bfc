import SocketKit

/// The spellings of a tool's options, `-l` and `--listen`, from the two places that list them.
enum OptionNames {
  /// From the tool itself: its completion script for fish has one line an option.
  static func table(of tool: BuiltTool) throws -> Set<String> {
    let script = try tool.run(["--completion", "fish"]).outputText
    var names: Set<String> = []
    for line in script.split(separator: "\n") {
      let words = line.split(separator: " ")
      for (word, next) in zip(words, words.dropFirst()) {
        if word == "-d" { break }
        if word == "-s" { names.insert("-\(next)") }
        if word == "-l" { names.insert("--\(next)") }
      }
    }
    return names
  }

  /// From its manual page: the items `.It Fl l , Fl \-listen Ar address`, or `.It Fl l , \-listen`.
  ///
  /// Source: mdoc(7), Fl: a dash before each of its arguments, up to the next macro.
  static func manual(of tool: BuiltTool) throws(Errno) -> Set<String> {
    let page = try FileDescriptor.contents(of: tool.manualPage, limit: 1 << 20)
    var names: Set<String> = []
    for line in String(decoding: page, as: UTF8.self).split(separator: "\n") where line.hasPrefix(".It Fl ") {
      var isFlag = false
      for word in line.split(separator: " ").dropFirst() {
        if isMacro(word) {
          isFlag = word == "Fl"
        } else if isFlag, word != "," {
          names.insert("-" + word.filter { $0 != "\\" })
        }
      }
    }
    return names
  }

  /// Two letters, the first a capital: Fl, Ar, Ns, Op.
  private static func isMacro(_ word: Substring) -> Bool {
    word.count == 2 && word.first!.isUppercase && word.last!.isLowercase
  }
}
