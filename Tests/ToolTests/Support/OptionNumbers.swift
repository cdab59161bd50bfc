import SocketKit

/// An option's range and its default, as its tool and its manual page tell them.
struct OptionNumbers {
  /// `1 ... 64`; nil where none is told.
  var range: String?
  /// The value that holds without the option, if it begins with a digit.
  var standard: String?

  /// From the tool's help, where they end an option's text: `(1 ... 64; default 4)`. By the option's long name.
  static func table(of tool: BuiltTool) throws -> [String: OptionNumbers] {
    var texts: [String: String] = [:]
    var name: String?
    for line in try tool.run(["--help"]).outputText.split(separator: "\n") {
      if line.hasPrefix("  -") || line.hasPrefix("      --") {
        name = line.split(separator: " ").first { $0.hasPrefix("--") }.map(String.init)
      } else if !line.hasPrefix("            ") {
        name = nil
      }
      if let name { texts[name, default: ""] += " \(line)" }
    }
    return texts.mapValues { text in
      guard text.hasSuffix(")"), let notes = text.dropLast().split(separator: "(").last else { return OptionNumbers() }
      let words = notes.split(separator: " ").joined(separator: " ").split(separator: "; ")
      let standard = words.first { $0.hasPrefix("default ") }?.dropFirst("default ".count)
      return OptionNumbers(
        range: words.first { $0.contains(" ... ") }.map(String.init),
        standard: standard.flatMap { $0.first!.isNumber ? String($0) : nil })
    }
  }

  /// From the manual page: `1 to 64`, `1 ... 64`; `4 by default`, `4 if not given`, `4, the default`.
  static func manual(of tool: BuiltTool) throws(Errno) -> [String: OptionNumbers] {
    let page = try FileDescriptor.contents(of: tool.manualPage, limit: 1 << 20)
    var words: [String: [String]] = [:]
    var name: String?
    for line in String(decoding: page, as: UTF8.self).split(separator: "\n") {
      let parts = line.split { " ,".contains($0) }.map { $0.filter { $0 != "\\" } }
      if line.hasPrefix(".It Fl ") {
        name = parts.first { $0.hasPrefix("-") && $0.count > 2 }.map { "-\($0)" }
      } else if line.hasPrefix(".El") {
        name = nil
      } else if let name {
        words[name, default: []] += parts.map { part in String(part.prefix { !";".contains($0) }).droppingFullStop }
      }
    }
    return words.mapValues { OptionNumbers(range: range(in: $0), standard: standard(in: $0)) }
  }

  private static func range(in words: [String]) -> String? {
    for (low, (dash, high)) in zip(words, zip(words.dropFirst(), words.dropFirst(2)))
    where ["to", "..."].contains(dash) && isNumber(low) && isNumber(high) {
      return "\(low) ... \(high)"
    }
    return nil
  }

  private static func standard(in words: [String]) -> String? {
    for (index, word) in words.enumerated() where isNumber(word) {
      let after = words[(index + 1)...]
      let ways = ["by default", "if not given", "the default", "which is the default"]
      if ways.contains(where: { after.starts(with: $0.split(separator: " ").map(String.init)) }) { return word }
    }
    return nil
  }

  private static func isNumber(_ word: String) -> Bool { word.first?.isNumber == true }
}

extension String {
  fileprivate var droppingFullStop: String { hasSuffix(".") && self != "..." ? String(dropLast()) : self }
}
