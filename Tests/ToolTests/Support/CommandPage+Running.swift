import Glibc
import Testing

extension CommandPage.Table {
  /// Runs its commands in their order, those that stay beside the others, and ends them, the latest first.
  ///
  /// - Returns: what each of them said; nothing of one that is for a container engine or for make.
  func run(on machine: PrivateMachine, in folder: TemporaryFolder) throws -> [String] {
    var said = [String](repeating: "", count: rows.count)
    var lasting: [(row: Int, command: LastingCommand)] = []
    for (row, command) in commands.enumerated() {
      let script = "set -o pipefail; PATH=/run/tools:$PATH; cd \(folder.path) && \(command)"
      let words = ["bash", "-c", script]
      switch CommandRole(command) {
      case .lasting(let ready):
        lasting.append((row, try LastingCommand(command, words: machine.words(words), ready: ready)))
      case .errand(let input):
        let outcome = try machine.run(words, input: Array(input.utf8))
        #expect(outcome.status == 0, "\(command): \(outcome.errorText)")
        said[row] = outcome.outputText + outcome.errorText
      case .engine, .target, nil: break
      }
    }
    while let last = lasting.last {
      let ending = lasting.filter { $0.command.name == last.command.name }
      for process in machine.processes() where process.name == last.command.name { kill(process.pid, SIGTERM) }
      for (row, command) in ending { said[row] = try command.endedWell() }
      lasting.removeAll { $0.command.name == last.command.name }
    }
    return said
  }
}
