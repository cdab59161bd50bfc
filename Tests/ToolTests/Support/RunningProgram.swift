import Glibc
import SocketKit
import Testing

/// A program that runs while the test looks on; what it says is kept in files, so nobody waits for the test to read.
struct RunningProgram: ~Copyable {
  private var child: ChildProcess
  private let output: FileDescriptor
  private let error: FileDescriptor

  /// Starts it.
  ///
  /// - Parameters:
  ///   - words: a program, searched in PATH, and its arguments.
  ///   - input: its standard input; at most what a pipe holds, 64 KiB.
  ///   - environment: all of it, or nil for ours.
  init(_ words: [String], input: [UInt8] = [], environment: [String]? = nil) throws {
    let pipe = try Pipe()
    precondition(input.count <= 65536, "a pipe holds no more")
    try pipe.writeEnd.writeAll(input.span.bytes)
    let inputEnd = pipe.intoReadEnd()
    let output = try TemporaryFile.make()
    let error = try TemporaryFile.make()
    var spawn = Spawn(try #require(Spawn.search(words[0]), "\(words[0]) is not installed"), Array(words.dropFirst()))
    spawn.standard = (inputEnd.rawValue, output.rawValue, error.rawValue)
    spawn.environment = environment
    child = try ChildProcess(spawn)
    self.output = output
    self.error = error
  }

  /// Runs one to its end.
  static func run(
    _ words: [String], input: [UInt8] = [], environment: [String]? = nil
  ) throws -> Outcome {
    var program = try RunningProgram(words, input: input, environment: environment)
    return try program.outcome()
  }

  /// Waits for its end; kills it when that does not come.
  mutating func outcome() throws -> Outcome {
    var entry = pollfd(fd: child.descriptor.rawValue, events: Int16(POLLIN), revents: 0)
    if poll(&entry, 1, CInt(Patience.seconds * 1000)) == 0 { child.send(.kill) }
    return Outcome(
      ending: child.wait(), output: try TemporaryFile.contents(of: output),
      error: try TemporaryFile.contents(of: error))
  }

  /// What it has written so far, standard output first.
  func said() throws -> String {
    let octets = try TemporaryFile.contents(of: output) + TemporaryFile.contents(of: error)
    return String(decoding: octets, as: UTF8.self)
  }

  var pid: CInt { child.pid }
}
