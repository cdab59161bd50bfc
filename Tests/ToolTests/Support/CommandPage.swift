import SocketKit
import Testing

/// A page whose tables say what to type: in the second column, one command a row, between backticks.
///
/// The rows of one table are meant to run together, in their order. A pipe in a command is escaped, as any in a table.
struct CommandPage {
  /// One row: what to type, and what it then says.
  struct Row: Sendable {
    var command: String
    /// What stands between backticks in the third column.
    var shown: [String]
  }

  /// One table, by the heading above it.
  struct Table: Sendable {
    var heading: String
    var rows: [Row] = []
    /// Rows whose second column is no command.
    var faults: [String] = []

    var commands: [String] { rows.map(\.command) }
  }

  /// What stands below one heading of the second level, in one folder: files that one table makes are the next one's.
  struct Part: Sendable, CustomTestStringConvertible {
    var heading: String
    var tables: [Table] = []

    var testDescription: String { heading }
  }

  private(set) var parts: [Part] = []

  init(path: String) throws(Errno) {
    let page = String(decoding: try FileDescriptor.contents(of: path, limit: 1 << 20), as: UTF8.self)
    // The row above a rule is the table's head.
    let lines = page.split(separator: "\n")
    for (line, next) in zip(lines, lines.dropFirst() + [""]) where !next.hasPrefix("|--") {
      if line.hasPrefix("## ") {
        parts.append(Part(heading: String(line.dropFirst(3))))
      } else if line.hasPrefix("### ") {
        parts[parts.count - 1].tables.append(Table(heading: String(line.dropFirst(4))))
      } else if line.hasPrefix("| ") {
        parts[parts.count - 1].tables[parts[parts.count - 1].tables.count - 1].add(row: String(line))
      }
    }
  }
}

extension CommandPage.Table {
  fileprivate mutating func add(row: String) {
    // No command has this character.
    let cells = row.replacing("\\|", with: "\u{1}").split(separator: "|").map {
      $0.trimmingBlanks.replacing("\u{1}", with: "|")
    }
    let parts = cells.count == 3 ? cells[1].split(separator: "`", omittingEmptySubsequences: false) : []
    if parts.count == 3, parts[0].isEmpty, parts[2].isEmpty {
      let spans = cells[2].split(separator: "`", omittingEmptySubsequences: false).enumerated()
      rows.append(
        CommandPage.Row(
          command: String(parts[1]), shown: spans.filter { $0.offset % 2 == 1 }.map { String($0.element) }))
    } else {
      faults.append(row)
    }
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
