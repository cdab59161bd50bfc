import SocketKit

/// What a page has its reader type, wherever it stands: in a block, between backticks, in a manual's example.
struct PageCommands {
  /// A tool, and the options that it is given: `--long`, `-s`.
  struct Use {
    var tool: String
    var options: [String]
  }

  /// Each use of a tool with an option.
  private(set) var uses: [Use] = []

  init(path: String) throws(Errno) {
    let page = String(decoding: try FileDescriptor.contents(of: path, limit: 1 << 20), as: UTF8.self)
    let lines = path.hasSuffix(".md") ? Self.linesOfMarkdown(page) : Self.linesOfManual(page)
    // Each of a pipe, and what is between parentheses, is a command too.
    for part in lines.flatMap({ $0.split { "|&;<>()".contains($0) } }) { add(part.split(separator: " ")) }
  }

  private static func linesOfMarkdown(_ page: String) -> [Substring] {
    var isBlock = false
    return page.split(separator: "\n").flatMap { line -> [Substring] in
      if line.hasPrefix("```") { isBlock.toggle() }
      if isBlock { return [line.prefix { $0 != "#" }] }
      let spans = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      return spans.filter { $0.offset % 2 == 1 }.map(\.element)
    }
  }

  private static func linesOfManual(_ page: String) -> [Substring] {
    page.split(separator: "\n").compactMap { line in
      if line.hasPrefix(".Dl ") { return line.dropFirst(4) }
      return line.hasPrefix(".") ? nil : line.prefix { $0 != "#" }
    }
  }

  private mutating func add(_ words: [Substring]) {
    var words = words.drop { $0 == "$" || $0 == "sudo" || $0 == "time" || $0.contains("=") }
    if words.starts(with: ["lab-net", "exec"]), let end = words.firstIndex(of: "--") { words = words[(end + 1)...] }
    if words.starts(with: ["ip", "netns", "exec"]) { words = words.dropFirst(4) }
    guard let tool = words.first?.split(separator: "/").last else { return }
    let options = words.dropFirst().prefix { $0 != "--" }.compactMap { word -> String? in
      let dashes = word.prefix { $0 == "-" }.count
      guard word.dropFirst(dashes).first?.isLetter == true else { return nil }
      switch dashes {
      case 1: return String(word.prefix(2))
      case 2: return "--" + word.dropFirst(2).prefix { $0.isLetter || $0.isNumber || $0 == "-" }
      default: return nil
      }
    }
    if !options.isEmpty { uses.append(Use(tool: String(tool), options: options)) }
  }
}
