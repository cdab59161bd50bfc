import SocketKit
import ToolKit

/// A program that is run to its end; who waits too long for that is killed, and it with him.
struct ProgramRun {
  private let name: String
  private let arguments: [String]

  /// The most that is kept of what it says: tshark, for a user who may not read his home, complains of 130 files, 9 kB,
  /// before it says its version.
  private static let mostOctets = 64 << 10

  init(_ name: String, _ arguments: [String]) {
    self.name = name
    self.arguments = arguments
  }

  /// - Returns: what it said.
  /// - Throws: 69 when it is not installed, 71 with its first line when it fails.
  @discardableResult
  func succeed() throws(Failure) -> String {
    guard let path = Spawn.search(name) else { throw Failure(.unavailable, "\(name): not found") }
    let octets: [UInt8]
    let ending: ChildProcess.Ending
    do throws(Errno) {
      (octets, ending) = try execute(path)
    } catch {
      throw Failure(errno: error, doing: name)
    }
    let words = String(decoding: octets, as: UTF8.self)
    guard ending == .exited(0) else {
      let first = words.split(separator: "\n").first.map(String.init) ?? "\(ending)"
      throw Failure(.system, first.hasPrefix(name) ? first : "\(name): \(first)")
    }
    return words
  }

  private func execute(_ path: String) throws(Errno) -> ([UInt8], ChildProcess.Ending) {
    let nothing = try FileDescriptor.open("/dev/null", .read)
    let pipe = try Pipe()
    var request = Spawn(path, arguments)
    request.standard = (nothing.rawValue, pipe.writeEnd.rawValue, pipe.writeEnd.rawValue)
    var child: ChildProcess
    do throws(ChildProcess.SpawnError) {
      child = try ChildProcess(request)
    } catch {
      throw error.errno
    }
    let output = pipe.intoReadEnd()
    var words: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: Self.mostOctets)
    while true {
      var span = chunk.mutableSpan
      var room = span.mutableBytes
      guard case .octets(let count) = try output.read(into: &room) else { break }
      words += chunk[..<min(count, Self.mostOctets - words.count)]
    }
    return (words, child.wait())
  }
}
