import SocketKit
import ToolKit

/// The statuses that a tool may end with, from the three places that name them.
enum ExitStatuses {
  /// From the tool itself: the last section of its help.
  static func table(of tool: BuiltTool) throws -> Set<ExitStatus> {
    let rows = try tool.run(["--help"]).outputText.split(separator: "\n").drop { $0 != "Exit status:" }
    return Set(rows.compactMap { $0.hasPrefix("   ") ? nil : number($0) })
  }

  /// From its manual page: the items of EXIT STATUS. Those that only a command under the tool has are not among them.
  static func manual(of tool: BuiltTool) throws(Errno) -> Set<ExitStatus> {
    let page = String(decoding: try FileDescriptor.contents(of: tool.manualPage, limit: 1 << 20), as: UTF8.self)
    let section = page.split(separator: "\n.Sh ").first { $0.hasPrefix("EXIT STATUS\n") } ?? ""
    return Set(section.split(separator: "\n").compactMap { $0.hasPrefix(".It ") ? number($0.dropFirst(4)) : nil })
  }

  /// From its sources: those that they name, and those behind what they call.
  static func sources(of tool: BuiltTool) throws(Errno) -> Set<ExitStatus> {
    let folder = "\(Folder.workspace)/Tools/\(tool.name)"
    var found: Set<ExitStatus> = []
    for name in Folder.names(in: folder) where name.hasSuffix(".swift") {
      let text = String(decoding: try FileDescriptor.contents(of: "\(folder)/\(name)", limit: 1 << 20), as: UTF8.self)
      for (call, status) in calls where text.contains(call) { found.insert(status) }
      for opening in ["Failure(.", "self.init(.", "return .", "ExitStatus."] {
        for rest in text.split(separator: opening, omittingEmptySubsequences: false).dropFirst() {
          let word = rest.prefix { $0.isLetter }
          if let status = ExitStatus.allCases.first(where: { "\($0)" == word }) { found.insert(status) }
        }
      }
    }
    return found
  }

  /// Ways into ToolKit that may throw a `Failure` of this status.
  private static let calls: [(String, ExitStatus)] = [
    ("Failure(errno:", .system), ("Tool.attempt(", .system), ("Failure(file:", .inputOutput),
    ("Failure(connecting:", .negative), ("Listening.open(", .unavailable), ("Connecting.open(", .unavailable),
  ]

  private static func number(_ text: Substring) -> ExitStatus? {
    CInt(text.drop { $0 == " " }.prefix { $0.isNumber }).flatMap(ExitStatus.init(rawValue:))
  }
}
