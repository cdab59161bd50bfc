import Testing

/// The tables `expected` of docs/experiments.
@Suite struct `What a page expects of an experiment` {
  /// One answers the predecessors; the table of the other is of what each way to end brings with it.
  private static let without = ["claims", "rst"]
  private static let pages: [String] = {
    let names = (try? Command("ls", ThisWorkspace.path("docs/experiments")).succeed()) ?? ""
    return names.split(separator: "\n").map { String($0.dropLast(3)) }.filter { !without.contains($0) }
  }()

  /// Its sources, and what all experiments share.
  private static func sources(of name: String) throws -> String {
    let script = """
      cd "$1/Experiments"
      file=$(grep -rl "^    name: \\"$2\\",$" .)
      cat "${file%Experiment.swift}"Experiment*.swift ../Expecting/*.swift ../Running/ExperimentRun.swift
      """
    let home = ThisWorkspace.path("Packages/LabKit/Sources/LabKit")
    return try Command("sh", "-ec", script, "sh", home, name).succeed()
  }

  /// The first column, without marks, and without what its end says of the rounds: `every octet arrives (each time)`.
  private static func expected(on page: String) -> [String] {
    var isTable = false
    return page.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
      if !line.hasPrefix("|") || line.hasPrefix("| expected ") {
        isTable = line.hasPrefix("|")
        return nil
      }
      guard isTable, !line.hasPrefix("|--") else { return nil }
      let cell = line.split(separator: "|")[0].filter { $0 != "`" }
      let words = (cell.hasSuffix(") ") ? cell.prefix { $0 != "(" } : cell[...]).split(separator: " ")
      return words.joined(separator: " ")
    }
  }

  /// A cell, and what is left of it without the name of its round.
  private static func readings(of cell: String) -> [String] {
    let words = cell.split(separator: " ")
    let starts = words.indices.filter { $0 == 0 || words[$0 - 1].hasSuffix(":") || words[$0 - 1].hasSuffix(",") }
    return starts.map { words[$0...].joined(separator: " ") }
  }

  @Test func `is on most pages`() { #expect(Self.pages.count > 20) }

  @Test(arguments: pages) func `is what that expects, in its words`(_ name: String) throws {
    let cells = Self.expected(on: try Command("cat", ThisWorkspace.path("docs/experiments/\(name).md")).succeed())
    #expect(!cells.isEmpty)
    let claims = ClaimText.all(in: try Self.sources(of: name))
    for cell in cells {
      let isThere = Self.readings(of: cell).contains { reading in claims.contains { $0.matches(reading) } }
      #expect(isThere, "\(cell)")
    }
  }
}
