import Glibc
import SocketKit
import Testing

/// Who serves a connection; what is said of words holds for both.
let wordModels = ["loop", "threads"]

extension EchoProcess {
  /// A word server that listens on a port of its own.
  static func wordServer(
    _ model: String = "loop", _ arguments: [String] = [], before: [String] = []
  ) throws -> EchoProcess {
    try EchoProcess("word-server", ["-l", "127.0.0.1:0", "--model", model] + arguments, before: before)
  }
}

extension EchoPeer {
  /// Sends a text, half-closes, and gets all there is.
  func ask(_ text: String) throws -> String { try ask(Array(text.utf8)) }

  func ask(_ octets: [UInt8]) throws -> String {
    try send(octets)
    try halfClose()
    let answer = try receiveToEnd()
    #expect(answer.end == .endOfStream)
    return String(decoding: answer.octets, as: UTF8.self)
  }

  /// The same by a peer that comes for this alone.
  static func ask(_ text: String, port: UInt16) throws -> String {
    let peer = try EchoPeer(port: port)
    return try peer.ask(text)
  }

  /// Sends a text and expects an answer.
  func ask(_ text: String, expecting answer: String) throws {
    try send(text)
    #expect(try receiveText(answer.utf8.count) == answer)
  }
}

@Suite("word-server") struct WordServerTests {
  @Test(arguments: wordModels) func `answers each word with its line, in order, whatever the case`(_ model: String)
    throws
  {
    var server = try EchoProcess.wordServer(model)
    let peer = try EchoPeer(port: try server.port())
    #expect(
      try peer.ask("hi HELLO  ping\nfoo\tbar help") == """
        server: Hello
        server: Hi
        server: Pong
        server: Bar
        server: Unknown command: bar
        server: Available commands: hi, hello, ping, foo, exit, poison, help

        """)
  }

  @Test(arguments: wordModels) func `needs no newline: the end of the stream ends the last word`(_ model: String) throws
  {
    var server = try EchoProcess.wordServer(model)
    let port = try server.port()
    #expect(try EchoPeer.ask("ping", port: port) == "server: Pong\n")
    #expect(try EchoPeer.ask("", port: port) == "")
    #expect(try EchoPeer.ask(" \r\n\t\u{B}\u{C} ", port: port) == "")
  }

  @Test(arguments: wordModels) func `refuses a word over the limit once, and goes on`(_ model: String) throws {
    var server = try EchoProcess.wordServer(model, ["--word-limit", "4"])
    let peer = try EchoPeer(port: try server.port())
    let refusal = "server: Word too long: more than 4 octets\n"
    // The refusal does not wait for the end of the word, and its end is no word.
    try peer.ask("abcd hello", expecting: "server: Unknown command: abcd\n" + refusal)
    #expect(try peer.ask("hi ping") == "server: Pong\n")
  }
}
