import SocketKit
import Testing

@Suite struct `The page on installing` {
  private func text(_ path: String) throws(Errno) -> String {
    String(decoding: try FileDescriptor.contents(of: ThisWorkspace.path(path), limit: 1 << 20), as: UTF8.self)
  }

  /// What stands between quotation marks behind the first place of `start`, up to the bracket's end.
  private func quoted(in row: Substring, behind start: String) -> [String] {
    let list = row.split(separator: start, maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first ?? ""
    let parts = list.prefix { $0 != "]" }.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
    return parts.filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// The libraries that load one of Debian's, and all that stand on them, as the manifest has them from below to above.
  private func bound(_ manifest: String) -> Set<String> {
    var bound: Set<String> = []
    let list = manifest.split(separator: "\nlet libraries = ")[1].split(separator: "\n]\n")[0]
    for row in list.split(separator: "name: \"").dropFirst() {
      let isBound = row.contains("system: [") || !bound.isDisjoint(with: quoted(in: row, behind: " imports: ["))
      if isBound { bound.insert(String(row.prefix { $0 != "\"" })) }
    }
    return bound
  }

  @Test func `names the tools that load none of Debian's libraries, and no others`() throws {
    let manifest = try text("Package.swift")
    let bound = bound(manifest)
    #expect(bound.isSuperset(of: ["Capture", "Checksum", "Observe", "LabKit"]) && !bound.contains("ToolKit"))
    let rows = manifest.split(separator: "\nlet tools:")[1].split(separator: "\n]\n")[0].split(separator: "\n  (\"")
    let free = rows.dropFirst().filter { bound.isDisjoint(with: quoted(in: $0, behind: "\", [")) }.map {
      String($0.prefix { $0 != "\"" })
    }
    let page = try text("docs/installing.md")
    let sentence = PageSentence(page, "``` # tools need none of those three:")
    #expect(sentence.fault(in: page, numbers: [SourceNumber(free.count)]) == nil)
    let list = try #require(page.split(separator: "need none of those three:").dropFirst().first)
    let told = list.split(separator: ". Linked")[0].split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }
    #expect(Set(told.map { String($0.element) }) == Set(free))
  }
}
