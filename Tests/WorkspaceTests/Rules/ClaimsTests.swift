import Testing

/// docs/experiments/claims.md names expectations as evidence; they have to be there.
@Suite struct `What the predecessors say of TCP` {
  private struct Evidence {
    var experiment: String
    var claim: String
  }

  /// A row of a table: what is claimed, and what is named as evidence.
  private func rows() throws -> [(claim: String, evidence: [Evidence])] {
    let page = try Command("cat", ThisWorkspace.path("docs/experiments/claims.md")).succeed()
    return page.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| claim") }.map { line in
      let cells = line.split(separator: "|").map(String.init)
      let quotes = (cells.last ?? "").split(separator: "`").filter { $0.contains(": ") }
      return (
        cells[0],
        quotes.map { quote in
          let name = quote.prefix { $0 != ":" }
          return Evidence(experiment: String(name), claim: String(quote.dropFirst(name.count + 2)))
        }
      )
    }
  }

  @Test func `is answered by an expectation each`() throws {
    let rows = try rows()
    #expect(rows.count > 30)
    for row in rows { #expect(!row.evidence.isEmpty, "\(row.claim)") }
  }

  @Test func `is answered by expectations that are there`() throws {
    let sources = "Packages/LabKit/Sources/LabKit"
    let folders = ["Experiments", "Expecting"].map { ThisWorkspace.path("\(sources)/\($0)") }
    let pages = try Command("ls", ThisWorkspace.path("docs/experiments")).succeed().split(separator: "\n")
    for evidence in try rows().flatMap(\.evidence) {
      #expect(pages.contains("\(evidence.experiment).md"), "\(evidence.experiment)")
      let found = try Command(words: ["grep", "-rqF", evidence.claim] + folders).run()
      #expect(found.status == 0, "\(evidence.experiment): \(evidence.claim)")
    }
  }
}
