import SocketKit
import Testing

/// Each tool that writes events without a peer, in the way of writing that it has. Others have a test where their peer is.
@Suite("A reader that leaves") struct ReaderThatLeavesTests {
  private static let servers = [
    ["echo-server"], ["word-server"], ["word-server", "--model", "threads"], ["fd-leak"],
    ["halfclose-server", "-f", "/etc/passwd"],
  ]

  @Test(arguments: servers, [[], ["-j"]])
  func `ends a server quietly, though nobody came`(_ words: [String], _ form: [String]) throws {
    try expectQuietEnd(words + ["-l", "127.0.0.1:0"] + form)
  }

  @Test(arguments: [
    ["multiplex", "-n", "2", "--delay", "10ms"], ["tcp-states", "-a"], ["tcp-states", "-s"], ["tcp-states", "-f"],
    ["lab", "list"],
  ])
  func `ends who has something to tell, quietly`(_ words: [String]) throws { try expectQuietEnd(words) }

  @Test func `ends echo-client and halfclose-client quietly`() throws {
    var echo = try EchoProcess.server()
    try expectQuietEnd(["echo-client", "127.0.0.1:\(try echo.port())"])
    let server = try HalfcloseServer(10)
    try expectQuietEnd(["halfclose-client", "-s", "127.0.0.1:\(server.port)"])
  }

  @Test func `ends word-client quietly in the middle of its talk, and has what it asked for`() throws {
    var server = try EchoProcess.wordServer()
    let client = "\(BuiltTool("word-client").path) --host 127.0.0.1 --port \(try server.port()) -i 10ms -t 1h ping"
    let outcome = try RunningProgram.run(["bash", "-c", "set -o pipefail; \(client) | grep -m 1 Pong"])
    #expect(outcome.outputText == "reply id=1 text=\"server: Pong\"\n")
    #expect(outcome.status == 0 && outcome.errorText == "")
  }

  @Test(.enabled(if: Spawn.search("jq") != nil, "jq is not installed"))
  func `is jq, which finds in each line of port-bomb an object`() throws {
    var server = try EchoProcess.server()
    let bomb = "\(BuiltTool("port-bomb").path) -j -n 20 127.0.0.1:\(try server.port())"
    let outcome = try RunningProgram.run([
      "bash", "-c", "set -o pipefail; \(bomb) | jq -r 'select(.event == \"summary\") | .connected'",
    ])
    #expect(outcome.outputText == "20\n")
    #expect(outcome.status == 0 && outcome.errorText == "")
  }

  private func expectQuietEnd(_ words: [String]) throws {
    let outcome = try BuiltTool(words[0]).runWithoutReader(Array(words.dropFirst()))
    #expect(outcome.status == 0, "\(words)")
    #expect(outcome.errorText == "", "\(words)")
  }
}
