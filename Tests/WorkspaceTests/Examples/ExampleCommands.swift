import SocketKit
import Testing

/// What the page of the examples tells its reader to type, in a checkout, with the libraries compiled before.
struct ExampleCommands {
  /// One for all tests.
  static let shared = Result { try ExampleCommands() }

  /// The checkout, where they are typed.
  let folder: String
  /// The page's blocks of commands, in their order. They build where the libraries are compiled already.
  let blocks: [String]

  private init() throws {
    folder = try PublishedWorkspace.shared.get().checkout
    let scratch = try OutsideProject.withAllByPath.get().scratch
    let page = String(
      decoding: try FileDescriptor.contents(of: "\(folder)/Examples/README.md", limit: 1 << 20), as: UTF8.self)
    blocks = Self.blocks(of: page).map {
      $0.replacing("--package-path", with: "--scratch-path \(scratch) --package-path")
        .replacing("Examples/ping/.build", with: scratch)
    }
  }

  /// The one command with `word` in it.
  func line(with word: String) throws -> String {
    let lines = blocks.flatMap { $0.split(separator: "\n") }.filter { $0.contains(word) }
    try #require(lines.count == 1, "\(word): \(lines)")
    return String(lines[0])
  }

  /// What types a command there that comes to its end.
  ///
  /// `STRICT` is for the workspace's own builds. What SwiftPM says on standard error is shown when it fails.
  func typed(_ command: String) -> Command {
    Command(words: there + ["{ \(command)\n} 2>errors || { cat errors; exit 1; }"], limitSeconds: 300)
  }

  /// The words that become a command, and stay it.
  func becoming(_ command: String) -> [String] { there + ["exec \(command)"] }

  private var there: [String] { ["env", "-u", "STRICT", "--chdir=\(folder)", "sh", "-ec"] }

  /// What stands between fences that name no language.
  private static func blocks(of page: String) -> [String] {
    var blocks: [String] = []
    var fence: Substring?
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        fence = fence == nil ? line : nil
        if fence == "```" { blocks.append("") }
      } else if fence == "```" {
        blocks[blocks.count - 1] += "\(line)\n"
      }
    }
    return blocks
  }
}
