import Glibc
import SocketKit
import Testing

/// A tool of this workspace as it was built, to be run as a user runs it.
///
/// It is found beside the test bundle: SwiftPM puts the tests' executable and the tools' into one folder, so
/// /proc/self/exe tells where, whatever the configuration or the scratch path.
struct BuiltTool: Sendable, CustomTestStringConvertible {
  let name: String

  init(_ name: String) { self.name = name }

  var testDescription: String { name }

  /// All that have a folder under Tools/ with a `main.swift`, by name.
  static let all: [BuiltTool] = {
    let names = Folder.names(in: "\(Folder.workspace)/Tools")
    return names.filter { access("\(Folder.workspace)/Tools/\($0)/main.swift", R_OK) == 0 }.map(BuiltTool.init)
  }()

  /// The executable's file.
  var path: String { "\(Folder.build)/\(name)" }

  /// The manual page's file.
  var manualPage: String { "\(Folder.workspace)/Tools/\(name)/\(name).1" }

  /// Runs it to its end.
  ///
  /// - Parameters:
  ///   - arguments: without its name.
  ///   - input: its standard input, a pipe; at most what a pipe holds, 64 KiB, since nobody feeds it later.
  ///   - environment: variables beside ours, which win.
  ///   - output: a file that takes its standard output instead of the result.
  ///   - seconds: after so long it is killed, which the result tells as SIGKILL.
  func run(
    _ arguments: [String] = [], input: [UInt8] = [], environment: [String: String] = [:], output: String? = nil,
    seconds: Int = 60
  ) throws -> Outcome {
    let outputFile = try output.map { try FileDescriptor.open($0, .write) } ?? TemporaryFile.make()
    let outcome = try run(arguments, input, environment, outputFile.rawValue, seconds)
    return Outcome(
      ending: outcome.ending, output: output == nil ? try TemporaryFile.contents(of: outputFile) : [],
      error: outcome.error)
  }

  /// Runs it with a standard output that nobody reads any more.
  func runWithoutReader(_ arguments: [String]) throws -> Outcome {
    let writeEnd = try Pipe().intoWriteEnd()
    return try run(arguments, [], [:], writeEnd.rawValue, 60)
  }

  private func run(
    _ arguments: [String], _ input: [UInt8], _ environment: [String: String], _ output: CInt, _ seconds: Int
  ) throws -> Outcome {
    let errorFile = try TemporaryFile.make()
    let pipe = try Pipe()
    precondition(input.count <= 65536, "a pipe holds no more")
    try pipe.writeEnd.writeAll(input.span.bytes)
    let inputEnd = pipe.intoReadEnd()
    var spawn = Spawn(path, arguments)
    spawn.standard = (inputEnd.rawValue, output, errorFile.rawValue)
    spawn.environment = Self.variables(environment)
    var child = try ChildProcess(spawn)
    var entry = pollfd(fd: child.descriptor.rawValue, events: Int16(POLLIN), revents: 0)
    if poll(&entry, 1, CInt(seconds * 1000)) == 0 { child.send(.kill) }
    return Outcome(ending: child.wait(), output: [], error: try TemporaryFile.contents(of: errorFile))
  }

  private static func variables(_ changes: [String: String]) -> [String] {
    var result: [String] = []
    var entry = environ
    while let variable = entry.pointee {
      let text = String(cString: variable)
      if changes[String(text.prefix { $0 != "=" })] == nil { result.append(text) }
      entry += 1
    }
    return result + changes.map { "\($0.key)=\($0.value)" }
  }
}
