import PacketCodec
import SocketKit
import Testing

/// Runs what the page on frames tells its reader to type.
@Suite("The page on frames") struct DumpPageTests {
  /// The commands in the second column of the page's tables of commands, an escaped pipe made one again.
  private static func commands() throws -> [String] {
    let page = try String(
      decoding: FileDescriptor.contents(of: "\(Folder.workspace)/docs/dump.md", limit: 1 << 20), as: UTF8.self)
    // The table of a line's parts has its backticks in the first column.
    return page.split(separator: "\n").compactMap { row in
      let cells = row.replacing("\\|", with: "\u{1}").split(separator: "|")
      guard cells.count == 2, cells[1].hasPrefix(" `"), cells[1].hasSuffix("` ") else { return nil }
      return String(cells[1].dropFirst(2).dropLast(2)).replacing("\u{1}", with: "|")
    }
  }

  @Test func `has commands that can be typed as they stand`() throws {
    let folder = try TemporaryFolder()
    var maker = FrameMaker(seed: 3)
    let frames = (0 ..< 20).map { CapturedFrame(timestampNanoseconds: $0, octets: maker.frame()) }
    _ = try folder.write(CaptureFile.pcapng.octets(frames), to: "echo.pcapng")
    let tools = BuiltTool("gotcp-dump").path.split(separator: "/").dropLast().joined(separator: "/")
    let commands = try Self.commands()
    #expect(commands.count == 7)
    for command in commands {
      let script = "set -o pipefail; PATH=/\(tools):$PATH; cd \(folder.path) && \(command)"
      let outcome = try RunningProgram.run(["bash", "-c", script])
      #expect(outcome.status == 0 && outcome.errorText == "", "\(command): \(outcome.errorText)")
      // Equal captures have no difference; every other command shows something.
      #expect(outcome.outputText.isEmpty == command.hasPrefix("diff"), "\(command)")
    }
  }
}
