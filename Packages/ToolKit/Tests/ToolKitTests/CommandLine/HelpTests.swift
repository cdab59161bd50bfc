import Testing

@testable import ToolKit

@Suite("The help") struct HelpTests {
  private let help = Sample.command.help(defaults: Sample())
  private var lines: [Substring] { help.split(separator: "\n", omittingEmptySubsequences: false) }

  @Test func `names every option in all its spellings`() {
    for option in Sample.command.optionDescriptions(defaults: Sample()) {
      let letter = option.short.map { "-\($0), " } ?? ""
      #expect(help.contains("\(letter)--\(option.long)"))
    }
  }

  @Test func `shows range, default and variable`() {
    #expect(help.contains("how many (1 ... 99; default 7; environment COUNT)"))
    #expect(help.contains("default 0.0.0.0:8080; environment HOST, PORT"))
    #expect(help.contains("default 5s"))
    #expect(help.contains("default off"))
    #expect(help.contains("default 64k"))
  }

  @Test func `lists exit statuses in order, the usual ones added`() {
    let rows = lines.drop { $0 != "Exit status:" }.dropFirst().prefix { !$0.isEmpty }.map(String.init)
    #expect(
      rows == [
        "  0   done", "  1   no", "  64  wrong usage", "  71  a call failed",
        "  74  standard output could not be written", "  77  a permission is missing",
      ])
  }

  @Test func `is no wider than a hundred columns, whatever an option says`() {
    let long = Command<Sample>(
      "wide", summary: "s",
      options: [
        .flag(
          nil, "an-option-with-a-name-that-is-too-long-for-its-column", "word " + String(repeating: "x ", count: 99),
          \.isRaw)
      ])
    for line in (help + long.help(defaults: Sample())).split(separator: "\n") { #expect(line.count <= 100) }
  }

  @Test func `leaves no space at a line's end`() {
    for line in lines { #expect(line.last != " ") }
  }
}
