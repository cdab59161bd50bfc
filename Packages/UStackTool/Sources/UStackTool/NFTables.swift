internal import SocketKit
internal import ToolKit

/// nft(8), run to its end.
enum NFTables {
  /// The most that is kept of what it says: a few hundred tables.
  private static let wordsLimit = 64 << 10

  /// Runs commands, all or none.
  ///
  /// - Returns: what it said.
  /// - Throws: 69 when it is not installed, 77 when it may not, 71 with its own words when it fails.
  @discardableResult
  static func run(_ commands: String) throws(Failure) -> String {
    guard let path = Spawn.search("nft") else {
      throw Failure(
        .unavailable, "nft: not installed: it keeps the kernel from answering for its address; give --address another")
    }
    let words: String
    let ending: ChildProcess.Ending
    do throws(Errno) {
      (words, ending) = try execute(path, commands)
    } catch {
      throw Failure(errno: error, doing: "nft")
    }
    guard ending == .exited(0) else {
      let isDenied = words.contains("not permitted") || words.contains("Permission denied")
      let first = words.split(separator: "\n").first.map(String.init) ?? "\(ending)"
      throw Failure(isDenied ? .noPermission : .system, "nft: \(first)\(isDenied ? " (needs CAP_NET_ADMIN)" : "")")
    }
    return words
  }

  /// The commands are written before the child starts: they fit into a pipe, so nobody waits for anybody.
  private static func execute(_ path: String, _ commands: String) throws(Errno) -> (String, ChildProcess.Ending) {
    let stdin = try Pipe()
    let stdout = try Pipe()
    try stdin.writeEnd.writeAll(Array("\(commands)\n".utf8).span.bytes)
    var request = Spawn(path, ["-f", "-"])
    request.standard = (stdin.readEnd.rawValue, stdout.writeEnd.rawValue, stdout.writeEnd.rawValue)
    var child: ChildProcess
    do throws(ChildProcess.SpawnError) {
      child = try ChildProcess(request)
    } catch {
      throw error.errno
    }
    let output = stdout.intoReadEnd()
    _ = stdin.intoReadEnd()
    var words: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      var span = chunk.mutableSpan
      var room = span.mutableBytes
      guard case .octets(let count) = try output.read(into: &room) else { break }
      words += chunk[..<min(count, wordsLimit - words.count)]
    }
    return (String(decoding: words, as: UTF8.self), child.wait())
  }
}
