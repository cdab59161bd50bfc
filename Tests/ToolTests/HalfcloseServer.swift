import Glibc
import SocketKit
import Testing

/// A halfclose-server at work, and the file that it streams.
struct HalfcloseServer: ~Copyable {
  let folder: TemporaryFolder
  let file: String
  let octets: [UInt8]
  let port: UInt16
  var process: EchoProcess

  init(_ count: Int, _ arguments: [String] = [], before: [String] = []) throws {
    let folder = try TemporaryFolder()
    // A long one repeats itself, because making another is slow.
    let pattern = echoPattern(min(count, 1 << 20))
    var octets = pattern
    while octets.count < count { octets += pattern.prefix(count - octets.count) }
    let file = try folder.write(octets, to: "file")
    var process = try EchoProcess(
      "halfclose-server", ["-f", file, "-l", "127.0.0.1:0"] + arguments, before: before)
    port = try process.port()
    self.folder = folder
    self.octets = octets
    self.file = file
    self.process = process
  }

  /// Runs a client to its end.
  func client(_ arguments: [String] = []) throws -> (outcome: Outcome, events: [ToldEvent]) {
    let outcome = try BuiltTool("halfclose-client").run(["-s", "127.0.0.1:\(port)"] + arguments)
    return (outcome, ToldEvent.all(in: outcome.outputText))
  }

  /// Starts a client that the test talks to.
  func startClient(_ arguments: [String] = [], before: [String] = []) throws -> EchoProcess {
    try EchoProcess("halfclose-client", ["-s", "127.0.0.1:\(port)"] + arguments, before: before)
  }

  /// Reads its events until one of this name.
  ///
  /// - Returns: all of them, the last one of this name.
  mutating func events(until name: String) throws -> [ToldEvent] { try process.events(until: name) }
}
