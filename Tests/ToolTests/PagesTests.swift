import Inspect
import SocketKit
import Testing
import ToolKit

/// What pages say of tools and of the workspace, held against these.
@Suite("The pages") struct PagesTests {
  private static let all =
    ["", "docs", "docs/decisions", "docs/experiments", "Examples"].flatMap { folder in
      Folder.names(in: "\(Folder.workspace)/\(folder)").filter { $0.hasSuffix(".md") }.map { "\(folder)/\($0)" }
    } + ["docs/tcplab.7"] + BuiltTool.all.map { "Tools/\($0.name)/\($0.name).1" }

  private static func text(_ path: String) throws -> String {
    String(decoding: try FileDescriptor.contents(of: "\(Folder.workspace)/\(path)", limit: 1 << 20), as: UTF8.self)
  }

  @Test func `give no tool an option that it has not`() throws {
    let tables = try Dictionary(uniqueKeysWithValues: BuiltTool.all.map { ($0.name, try OptionNames.table(of: $0)) })
    var count = 0
    for page in Self.all {
      for use in try PageCommands(path: "\(Folder.workspace)/\(page)").uses {
        guard let table = tables[use.tool] else { continue }
        for option in use.options { #expect(table.contains(option), "\(page): \(use.tool) \(option)") }
        count += use.options.count
      }
    }
    #expect(count > 300)
  }

  @Test func `have each experiment that the laboratory has, and no other`() throws {
    let told = try BuiltTool("lab").run(["list", "-j"]).outputText.split(separator: "\n")
    let names = try Set(told.compactMap { try JSONValue.parse(Array($0.utf8))["name"]?.text })
    #expect(names.count > 20)
    // What the predecessors say is beside them, and no experiment.
    let pages = Folder.names(in: "\(Folder.workspace)/docs/experiments").map { String($0.dropLast(3)) }
    #expect(Set(pages).subtracting(["claims"]) == names)
    let linked = try Self.text("README.md").split(separator: "(docs/experiments/").dropFirst().map {
      String($0.prefix { $0 != "." })
    }
    #expect(Set(linked).subtracting(["claims"]) == names)
    let list = try #require(Self.text("Makefile").split(separator: "EXPERIMENTS = ").dropFirst().first)
    let made = list.split(separator: "\nPREFIX")[0].split { " \\\n".contains($0) }.map(String.init)
    #expect(Set(made) == names && made.count == names.count)
  }

  @Test(arguments: Rule.allCases) func `have each rule's own threshold`(_ rule: Rule) throws {
    let threshold = "\(rule.defaultThreshold.count)/\(rule.defaultThreshold.windowNanoseconds / 1_000_000_000)s"
    let rows = try Self.text("docs/ids.md").split(separator: "\n").filter { $0.hasPrefix("| `\(rule.rawValue)` |") }
    #expect(rows.map { $0.split(separator: "|")[2] } == [" \(threshold) "])
    #expect(try Self.text("Tools/gotcp-ids/gotcp-ids.1").contains("\n.It Cm \(rule.rawValue) Ns =\(threshold)\n"))
  }

  @Test func `have each library, on its floor`() throws {
    let names = Set(Folder.names(in: "\(Folder.workspace)/Packages"))
    let rows = try Self.text("README.md").split(separator: "\n## ").first { $0.hasPrefix("The libraries") }
    let told = rows?.split(separator: "\n| `").dropFirst().map { String($0.prefix { $0 != "`" }) } ?? []
    #expect(Set(told) == names)
    let floors = try Self.text("scripts/checks/floors.py").split(separator: "}")[0]
    for row in try Self.text("CONTRIBUTING.md").split(separator: "\n") {
      let cells = row.split(separator: "|").map { $0.split { " ,".contains($0) } }
      guard cells.count == 2, cells[0].count == 1, let floor = Int(cells[0][0]), floor < 4 else { continue }
      let standing = names.filter { floors.contains("\"\($0)\": \(floor),") }
      #expect(Set(cells[1].map(String.init)) == standing, "floor \(floor)")
    }
  }
}
