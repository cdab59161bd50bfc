import Glibc
import SocketKit
import Testing

extension EchoProcess {
  /// A word client that comes to a port of this host.
  static func wordClient(port: UInt16, _ arguments: [String] = []) throws -> EchoProcess {
    try EchoProcess("word-client", ["--host", "127.0.0.1", "--port", "\(port)"] + arguments)
  }
}

extension BuiltTool {
  /// Runs a word client to its end.
  static func runWordClient(port: UInt16, _ arguments: [String]) throws -> Outcome {
    try BuiltTool("word-client").run(["--host", "127.0.0.1", "--port", "\(port)"] + arguments)
  }
}

@Suite("word-client") struct WordClientTests {
  /// Says soon, and talks for long enough that a busy machine sends something.
  private static let brisk = ["-i", "10ms", "-t", "200ms"]

  @Test(arguments: wordModels) func `gets a reply to all that it sends`(_ model: String) throws {
    var server = try EchoProcess.wordServer(model)
    let outcome = try BuiltTool.runWordClient(
      port: try server.port(), Self.brisk + ["-c", "50", "hi", "PING foo", "what?"])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let lines = outcome.outputText.split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("connected id=") }.count == 50)
    #expect(lines.filter { $0.hasPrefix("closed id=") }.count == 50)
    let sent = lines.filter { $0.hasPrefix("sent id=") }
    // The longest message has two words, and a word has one reply.
    let words = sent.count + sent.filter { $0.contains("PING foo") }.count
    #expect(lines.filter { $0.hasPrefix("reply id=") }.count == words)
    #expect(lines.last == "summary connections=50 sent=\(sent.count) replied=\(words) failed=0")
    #expect(sent.count >= 50)
  }

  @Test func `half-closes at its end, and prints what still comes`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    var client = try EchoProcess.wordClient(port: try listener.localAddress().port, ["-i", "1h", "-t", "20ms"])
    let peer = try EchoPeer(accepting: listener)
    #expect(try peer.receiveToEnd().end == .endOfStream)
    try peer.send("late\r\nlast\u{1B}[2J")
    try peer.halfClose()
    try client.next("connected")
    #expect(try client.next("reply") == ["id": "1", "text": "late"])
    #expect(try client.next("reply") == ["id": "1", "text": "\"last\\x1b[2J\""])
    #expect(try client.next("closed") == ["id": "1", "sent": "0", "replied": "2"])
    #expect(try client.next("summary") == ["connections": "1", "sent": "0", "replied": "2", "failed": "0"])
    #expect(try client.ending() == .exited(0))
  }

  @Test func `repeats with a seed each connection's choices, and with another makes others`() throws {
    var server = try EchoProcess.wordServer()
    let port = try server.port()
    func choices(_ seed: String) throws -> [Substring] {
      let words = (0 ..< 20).map { "w\($0)" }
      let outcome = try BuiltTool.runWordClient(
        port: port, ["-c", "2", "-i", "2ms", "-t", "400ms", "--seed", seed] + words)
      return outcome.outputText.split(separator: "\n").filter { $0.hasPrefix("sent id=2 ") }
    }
    let (first, again, other) = (try choices("7"), try choices("7"), try choices("8"))
    let count = min(first.count, again.count, other.count)
    try #require(count >= 8)
    #expect(first[..<count] == again[..<count])
    #expect(first[..<count] != other[..<count])
  }

  @Test func `ends with 0 before its time when it is told to`() throws {
    var server = try EchoProcess.wordServer()
    var client = try EchoProcess.wordClient(port: try server.port(), ["-t", "1h", "-i", "10ms"])
    try client.next("connected")
    client.send(.terminate)
    while try client.nextEvent() != "summary" {}
    #expect(try client.ending() == .exited(0))
  }

  @Test func `lets the server end first, as after exit`() throws {
    var server = try EchoProcess.wordServer()
    let outcome = try BuiltTool.runWordClient(port: try server.port(), ["-i", "10ms", "-t", "1h", "exit"])
    #expect(outcome.status == 0)
    // Where the server is slow it may have been said twice.
    #expect(outcome.outputText.contains("reply id=1 text=\"server: Bye\"\n"))
    #expect(outcome.outputText.hasSuffix(" replied=1 failed=0\n"))
  }

  @Test func `feeds pipes: one object a line, the summary alone, and a reader that leaves`() throws {
    var server = try EchoProcess.wordServer()
    let port = try server.port()
    let json = try BuiltTool.runWordClient(port: port, Self.brisk + ["-j"])
    for line in json.outputText.split(separator: "\n") {
      #expect(line.hasPrefix("{\"time\":\"") && line.hasSuffix("}"), "\(line)")
    }
    #expect(json.outputText.contains("\"event\":\"reply\",\"id\":1,\"text\":\"server: Hi\"}"))
    #expect(try BuiltTool.runWordClient(port: port, Self.brisk + ["-q"]).outputText.hasPrefix("summary connections=1 "))
    let unread = try BuiltTool("word-client").runWithoutReader(
      ["--host", "127.0.0.1", "--port", "\(port)"] + Self.brisk)
    #expect(unread.status == 0)
    #expect(unread.errorText == "")
  }
}

@Suite("word-client, when the answer is no,") struct WordClientFailureTests {

  @Test func `ends with 1 when it is reset`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    var client = try EchoProcess.wordClient(port: try listener.localAddress().port)
    let peer = try EchoPeer(accepting: listener)
    try client.next("connected")
    peer.abort()
    try client.next("closed")
    #expect(try client.next("summary")["failed"] == "1")
    #expect(try client.ending() == .exited(1))
    #expect(try client.errors() == "word-client: connection 1: Connection reset by peer\n")
  }

  @Test func `ends with 1 when nothing comes back`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    var client = try EchoProcess.wordClient(port: try listener.localAddress().port, ["-i", "10ms"])
    let peer = try EchoPeer(accepting: listener)
    #expect(try peer.receiveText(6) == "hello\n")
    try peer.halfClose()
    #expect(try client.ending() == .exited(1))
    #expect(try client.errors().contains("connection 1: no reply came"))
  }

  @Test func `ends with 1 when the server does not close in time`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    var client = try EchoProcess.wordClient(
      port: try listener.localAddress().port, ["-i", "1h", "-t", "10ms", "--grace", "30ms"])
    let peer = try EchoPeer(accepting: listener)
    #expect(try client.ending() == .exited(1))
    #expect(try client.errors().contains("did not close"))
    _ = try peer.receiveToEnd()
  }
}
