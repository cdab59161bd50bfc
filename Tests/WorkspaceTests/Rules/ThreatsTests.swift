import SocketKit
import Testing

/// What the page on threats promises of limits is what the sources say.
@Suite struct `The page on threats` {
  private struct Row: CustomStringConvertible {
    let limit: String
    let constant: String
    let path: String
    var description: String { "\(constant) = \(limit) in \(path)" }

    /// `| of | limit, and a word on it | [constant](../path) | reason |`
    init?(_ line: Substring) {
      let cells = line.split(separator: "|").map { $0.drop { $0 == " " } }
      guard cells.count == 4, cells[2].hasPrefix("[") else { return nil }
      let parts = cells[2].dropFirst().split(separator: "](../")
      guard parts.count == 2 else { return nil }
      limit = cells[1].prefix { $0 != "," }.split(separator: " ").joined(separator: " ")
      constant = String(parts[0])
      path = String(parts[1].prefix { $0 != ")" })
    }
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try FileDescriptor.contents(of: ThisWorkspace.path(name), limit: 1 << 20), as: UTF8.self)
  }

  @Test func `names limits that are there, with their values`() throws {
    let page = try text("docs/threats.md")
    let rows = page.split(separator: "\n").compactMap { Row($0) }
    #expect(rows.count >= 25)
    for row in rows {
      let lines = try text(row.path).split(separator: "\n")
      let definition = lines.first { $0.contains("let \(row.constant) = ") || $0.contains("var \(row.constant) = ") }
      #expect(definition.map { $0.hasSuffix(" = \(row.limit)") } == true, "\(row): \(definition ?? "is not there")")
    }
  }
}
