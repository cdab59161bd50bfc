internal import SocketKit
internal import ToolKit

/// Runs the system's own network tools inside a host. They know the kernel's interfaces better than a copy would.
enum NetworkCommand {
  /// `ip -batch -` with these lines.
  static func ip(_ lines: [String], in host: LabHost) throws(Failure) {
    try run("ip", ["-batch", "-"], input: lines.map { $0 + "\n" }.joined(), in: host)
  }

  /// The most that is kept of what a command says: it is asked for lines, not for tables.
  private static let wordsMax = 4096

  /// Runs one command to its end.
  ///
  /// - Returns: what it said.
  /// - Throws: 69 when it is not installed; 71 with its own words when it fails.
  @discardableResult
  static func run(
    _ name: String, _ arguments: [String], input: String = "", in host: LabHost
  ) throws(Failure) -> [UInt8] {
    guard let path = Spawn.search(name) else {
      throw Failure(.unavailable, "\(name): not found: install it (make deps)")
    }
    var words: [UInt8] = []
    let ending: ChildProcess.Ending
    do throws(Errno) {
      (words, ending) = try execute(path, arguments, input: input, in: host)
    } catch {
      throw Failure(errno: error, doing: "\(name) in \(host.name)")
    }
    guard ending == .exited(0) else {
      let said = String(decoding: words, as: UTF8.self).split(separator: "\n").joined(separator: "; ")
      throw Failure(.system, "\(name) in \(host.name): \(said.isEmpty ? "\(ending)" : said)")
    }
    return words
  }

  /// The input is written before the child starts: it fits into a pipe, so nobody waits for anybody.
  private static func execute(
    _ path: String, _ arguments: [String], input: String, in host: LabHost
  ) throws(Errno) -> (words: [UInt8], ending: ChildProcess.Ending) {
    let stdin = try Pipe()
    let complaint = try Pipe()
    try stdin.writeEnd.writeAll(Array(input.utf8).span.bytes)
    var request = Spawn(path, arguments)
    request.standard = (stdin.readEnd.rawValue, complaint.writeEnd.rawValue, complaint.writeEnd.rawValue)
    request.network = host.namespace.descriptor.rawValue
    var child: ChildProcess
    do throws(ChildProcess.SpawnError) {
      child = try ChildProcess(request)
    } catch {
      throw error.errno
    }
    _ = stdin.intoReadEnd()
    let output = complaint.intoReadEnd()
    var words: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: wordsMax)
    while true {
      var span = chunk.mutableSpan
      var room = span.mutableBytes
      guard case .octets(let count) = try output.read(into: &room) else { break }
      words.append(contentsOf: chunk[..<min(count, wordsMax - words.count)])
    }
    return (words, child.wait())
  }
}
