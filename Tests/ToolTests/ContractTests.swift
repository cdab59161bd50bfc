import SocketKit
import Testing

/// What every tool promises, whatever it does: tested on each that has a folder under Tools/.
@Suite("Every tool") struct ContractTests {
  @Test func `is found beside the tests`() {
    #expect(!BuiltTool.all.isEmpty)
  }

  @Test(arguments: BuiltTool.all) func `helps on standard output, within a hundred columns`(_ tool: BuiltTool) throws {
    let outcome = try tool.run(["--help"])
    #expect(outcome.status == 0)
    #expect(outcome.errorText == "")
    #expect(outcome.outputText.hasPrefix("\(tool.name) - "))
    for line in outcome.outputText.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    #expect(try tool.run(["-h"]) == outcome)
  }

  @Test(arguments: BuiltTool.all) func `helps with every option it completes`(_ tool: BuiltTool) throws {
    let help = try tool.run(["--help"]).outputText
    let words = Set(help.split { " ,\n".contains($0) }.map(String.init))
    #expect(try OptionNames.table(of: tool).subtracting(words) == [])
  }

  @Test(arguments: BuiltTool.all) func `knows its version`(_ tool: BuiltTool) throws {
    let outcome = try tool.run(["--version"])
    #expect(outcome.status == 0)
    #expect(outcome.outputText.hasPrefix("\(tool.name) (tcplab) "))
    #expect(outcome.errorText == "")
  }

  @Test(arguments: BuiltTool.all) func `has the common options`(_ tool: BuiltTool) throws {
    let common: Set = [
      "-h", "--help", "--version", "-j", "--json", "-v", "--verbose", "-q", "--quiet", "--color", "--completion",
    ]
    #expect(try common.subtracting(OptionNames.table(of: tool)) == [])
  }

  @Test(arguments: BuiltTool.all) func `refuses an unknown option and says which`(_ tool: BuiltTool) throws {
    for option in ["--frobnicate", "--frobnicate=1"] {
      let outcome = try tool.run([option])
      #expect(outcome.status == 64)
      #expect(outcome.errorText.hasPrefix("\(tool.name): --frobnicate: unknown option\n"))
      #expect(outcome.outputText == "")
    }
  }

  /// Read as text, it would be another word: another file, or another program to run.
  @Test(arguments: BuiltTool.all) func `refuses a word that is no UTF-8`(_ tool: BuiltTool) throws {
    let outcome = try RunningProgram.run(["sh", "-c", "exec \"$0\" --color auto \"$(printf 'a\\377')\"", tool.path])
    #expect(outcome.status == 64)
    #expect(outcome.errorText == "\(tool.name): word 3 of the command line is no UTF-8\n")
    #expect(outcome.outputText == "")
  }

  @Test func `says that a file may not grow, and is not killed`() throws {
    let script = "f=$(mktemp); ulimit -f 1; \"$0\" --help > \"$f\"; echo $? $(($(wc -c < \"$f\") <= 1024)); rm \"$f\""
    for tool in BuiltTool.all where try tool.run(["--help"]).outputText.utf8.count > 1024 {
      let outcome = try RunningProgram.run(["bash", "-c", script, tool.path])
      #expect(outcome.outputText == "74 1\n", "\(tool.name)")
      #expect(outcome.errorText.contains("File too large"), "\(outcome.errorText)")
    }
  }

  @Test(arguments: BuiltTool.all) func `refuses a bad value before it does anything`(_ tool: BuiltTool) throws {
    let outcome = try tool.run(["--color=purple"])
    #expect(outcome.status == 64)
    #expect(outcome.errorText.contains("--color 'purple': must be one of auto, always, never"))
    #expect(outcome.outputText == "")
  }

  @Test(arguments: BuiltTool.all) func `ends quietly when its reader has left`(_ tool: BuiltTool) throws {
    let outcome = try tool.runWithoutReader(["--help"])
    #expect(outcome.status == 0)
    #expect(outcome.errorText == "")
  }

  @Test(arguments: BuiltTool.all) func `ends with 74 when the disk is full, and says so`(_ tool: BuiltTool) throws {
    let outcome = try tool.run(["--help"], output: "/dev/full")
    #expect(outcome.status == 74)
    #expect(outcome.errorText == "\(tool.name): standard output: No space left on device\n")
  }

  @Test(arguments: BuiltTool.all) func `ends with 74 when standard output is closed`(_ tool: BuiltTool) throws {
    let report = try TemporaryFile.make()
    var spawn = Spawn("/bin/sh", ["-c", "exec \"$0\" --help >&-", tool.path])
    spawn.standard.error = report.rawValue
    var child = try ChildProcess(spawn)
    #expect(child.wait() == .exited(74))
    let error = String(decoding: try TemporaryFile.contents(of: report), as: UTF8.self)
    #expect(error == "\(tool.name): standard output: Bad file descriptor\n")
  }

  @Test(arguments: BuiltTool.all) func `completes in a form that bash accepts`(_ tool: BuiltTool) throws {
    let script = try tool.run(["--completion=bash"]).outputText
    var bash = try ChildProcess(Spawn("/bin/bash", ["-n", "-c", script]))
    #expect(bash.wait() == .exited(0))
  }

  /// As bash does: the script is read, and what it registered for the tool is called.
  @Test(arguments: BuiltTool.all) func `completes in bash all its long options, and their choices`(_ tool: BuiltTool)
    throws
  {
    let long = try OptionNames.table(of: tool).filter { $0.hasPrefix("--") }
    // At `=` bash makes three words of one.
    let found = try Self.completions(
      of: tool, ["--", "--vers", "--color a", "--color =", "--color = ne"])
    #expect(found[0] == long)
    #expect(found.dropFirst() == [["--version"], ["auto", "always"], ["auto", "always", "never"], ["never"]])
  }

  /// What bash offers for each of these command lines, as they stand behind the tool's name.
  private static func completions(of tool: BuiltTool, _ lines: [String]) throws -> [Set<String>] {
    let script = """
      source <("$1" --completion bash) && read -r _ _ function _ <<<"$(complete -p "$0")" || exit
      shift
      for line; do
        COMP_WORDS=("$0" $line) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        "$function" "$0" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        echo "${COMPREPLY[@]}"
      done
      """
    let outcome = try RunningProgram.run(["bash", "-c", script, tool.name, tool.path] + lines)
    #expect(outcome.status == 0 && outcome.errorText == "", "\(outcome)")
    let offers = outcome.outputText.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    try #require(offers.count == lines.count, "\(outcome)")
    return offers.map { Set($0.split(separator: " ").map(String.init)) }
  }
}
