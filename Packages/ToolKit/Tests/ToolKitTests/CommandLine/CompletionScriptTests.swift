import SocketKit
import Testing

@testable import ToolKit

@Suite("A completion script") struct CompletionScriptTests {
  private let table = Sample.command.optionDescriptions(defaults: Sample())

  @Test(arguments: Shell.allCases) func `names every option`(_ shell: Shell) {
    let script = CompletionScript.text(for: shell, tool: "sample", options: table)
    for option in table { #expect(script.contains(shell == .fish ? "-l \(option.long)" : "--\(option.long)")) }
  }

  @Test func `for fish has one line an option`() {
    let lines = CompletionScript.text(for: .fish, tool: "sample", options: table).split(separator: "\n")
    #expect(lines.count == table.count)
    #expect(lines.contains("complete -c sample -s m -l model -r -f -a 'loop threads' -d 'how'"))
    #expect(lines.contains("complete -c sample -l no-nodelay -d 'Nagle\\'s'"))
  }

  @Test(arguments: [("--mo", "--model"), ("--model ", "loop\nthreads"), ("--model t", "threads")])
  func `for bash completes what bash asks`(_ typed: String, _ wanted: String) throws {
    let words = ["sample"] + typed.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let script =
      CompletionScript.text(for: .bash, tool: "sample", options: table)
      + "COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " "))); COMP_CWORD=\(words.count - 1)\n"
      + "_sample; printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    #expect(try output(of: script) == wanted + "\n")
  }

  private func output(of script: String) throws -> String {
    let pipe = try Pipe()
    var spawn = Spawn("/bin/bash", ["-c", script])
    spawn.standard.output = pipe.writeEnd.rawValue
    var bash = try ChildProcess(spawn)
    let readEnd = pipe.intoReadEnd()
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var span = buffer.mutableSpan
      var room = span.mutableBytes
      guard case .octets(let count) = try readEnd.read(into: &room) else { break }
      output += buffer[..<count]
    }
    #expect(bash.wait() == .exited(0))
    return String(decoding: output, as: UTF8.self)
  }
}
