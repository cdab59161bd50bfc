import SocketKit
import Testing

/// Runs what the page for those who know the predecessors tells them to type.
@Suite("The page from the predecessors") struct FromTheSeedsTests {
  private static let page = try? CommandPage(path: "\(Folder.workspace)/docs/from-the-seeds.md")
  private static let parts = page?.parts ?? []
  private static let commands = parts.flatMap { $0.tables.flatMap(\.commands) }

  @Test func `has a command in the second column of each row`() throws {
    #expect(
      Self.parts.map(\.heading) == [
        "The echo lab in Node and Go", "The networking module in Go", "The echo server in C on libuv",
        "The half-close tester in Go",
      ])
    for table in Self.parts.flatMap(\.tables) {
      #expect(table.faults == [], "\(table.heading)")
      #expect(!table.commands.isEmpty, "\(table.heading)")
    }
  }

  @Test func `has no command that this test could not run`() {
    for command in Self.commands { #expect(CommandRole(command) != nil, "\(command)") }
  }

  @Test func `names targets that the Makefile has`() throws {
    let targets = Set(Self.commands.filter { CommandRole($0) == .target })
    #expect(!targets.isEmpty)
    for command in targets {
      let words = command.split(separator: " ").map(String.init)
      let outcome = try RunningProgram.run([words[0], "-n", "-C", Folder.workspace] + words.dropFirst())
      #expect(outcome.status == 0, "\(command): \(outcome.errorText)")
    }
  }

  /// The page on the stack in user space, whose faults are each held by a test.
  @Test func `names tests that are there`() throws {
    func contents(_ path: Substring) throws -> String {
      String(
        decoding: try FileDescriptor.contents(of: "\(Folder.workspace)/\(path)", limit: 1 << 20), as: UTF8.self)
    }
    let rows = try contents("docs/from-gotcp.md").split(separator: "\n").filter { $0.contains(".swift](../") }
    #expect(rows.count >= 30)
    for row in rows {
      let path = row.split(separator: "(../").last?.prefix { $0 != ")" } ?? ""
      let name = row.split(separator: "`").dropLast().last ?? ""
      #expect(try contents(path).contains("func `\(name)`"), "\(row)")
    }
  }

  /// An engine would need images. `make compose-test` runs this file, on an engine of its own.
  @Test func `names services that the composition has`() throws {
    for command in Set(Self.commands.filter { CommandRole($0) == .engine }) {
      let words = command.split(separator: " ")
      try #require(words.starts(with: ["docker", "compose", "-f"]) && words.count > 4, "\(command)")
      let path = "\(Folder.workspace)/\(words[3])"
      let file = String(decoding: try FileDescriptor.contents(of: path, limit: 1 << 20), as: UTF8.self)
      #expect(["build", "down", "exec", "logs", "run", "up"].contains(words[4]), "\(command)")
      guard let service = words.dropFirst(5).first(where: { !$0.hasPrefix("-") }) else { continue }
      #expect(file.contains("\n  \(service):\n"), "\(command)")
    }
  }

  @Test(.enabled(if: PrivateMachine.isPossible, PrivateMachine.needs), arguments: parts)
  func `can be typed as it stands`(_ part: CommandPage.Part) throws {
    let machine = try PrivateMachine.withLoopback()
    let folder = try TemporaryFolder()
    for table in part.tables { _ = try table.run(on: machine, in: folder) }
  }
}
