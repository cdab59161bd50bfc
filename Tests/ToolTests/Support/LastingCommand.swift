import Glibc
import SocketKit
import Testing

/// A command line that goes on in a machine until it is told to end.
final class LastingCommand {
  let command: String
  private var program: RunningProgram

  /// Starts it, and waits until it is ready.
  ///
  /// - Parameter words: what runs it.
  init(_ command: String, words: [String], ready: String) throws {
    self.command = command
    program = try RunningProgram(words)
    var said = ""
    let isReady = try Patience.wait {
      said = try program.said()
      return said.hasPrefix(ready) || said.contains("\n\(ready)")
    }
    try #require(isReady, "\(command): \(said)")
  }

  /// Its process's name, as comm(5) has it.
  var name: String { String(CommandRole.program(of: command).prefix(15)) }

  /// Waits for its end, which must be a good one.
  ///
  /// - Returns: all that it said.
  func endedWell() throws -> String {
    let outcome = try program.outcome()
    #expect(outcome.status == 0, "\(command): \(outcome)")
    return outcome.outputText + outcome.errorText
  }
}
