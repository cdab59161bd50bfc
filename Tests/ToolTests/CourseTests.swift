import SocketKit
import Testing

/// Types what the course tells its reader to type, and looks at what it tells to look at.
@Suite("The course") struct CourseTests {
  private static let path = "\(Folder.workspace)/docs/course.md"
  private static let parts = (try? CommandPage(path: path))?.parts ?? []

  @Test func `has a command in the second column of each row, and something to see behind most`() {
    let tables = Self.parts.flatMap(\.tables)
    #expect(Self.parts.map(\.heading) == ["A connection's life", "A program and its kernel"])
    #expect(tables.map(\.faults) == [[String]](repeating: [], count: 10))
    let rows = tables.flatMap(\.rows)
    #expect(rows.filter(\.shown.isEmpty).map(\.command) == ["head -c 100k /dev/urandom > data"])
    for row in rows { #expect(CommandRole(row.command) != nil, "\(row.command)") }
  }

  @Test func `ends each lesson with experiments that there are`() throws {
    func text(_ path: String) throws -> String {
      String(decoding: try FileDescriptor.contents(of: path, limit: 1 << 20), as: UTF8.self)
    }
    let targets = Set(try text("\(Folder.workspace)/Makefile").split { $0 == " " || $0 == "\n" }.map(String.init))
    for lesson in try text(Self.path).split(separator: "\n### ").dropFirst() {
      let made = lesson.split(separator: "`make").dropFirst().map { $0.dropFirst().prefix { $0 != "`" } }
      #expect(!made.isEmpty, "\(lesson.prefix { $0 != "\n" })")
      for target in made {
        #expect(targets.contains(String(target)) && lesson.contains("(experiments/\(target).md)"), "\(target)")
      }
    }
  }

  @Test(.enabled(if: PrivateMachine.isPossible, PrivateMachine.needs), arguments: parts)
  func `shows what it says when it is typed as it stands`(_ part: CommandPage.Part) throws {
    let machine = try PrivateMachine.withLoopback()
    let folder = try TemporaryFolder()
    for table in part.tables {
      for (row, said) in zip(table.rows, try table.run(on: machine, in: folder)) {
        for text in row.shown { #expect(said.contains(text), "\(table.heading): \(row.command): \(text) in \(said)") }
      }
    }
  }
}
