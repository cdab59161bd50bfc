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

  @Test(arguments: wordModels) func `does not see where segments cut a word, or join two`(_ model: String) throws {
    var server = try EchoProcess.wordServer(model)
    let peer = try EchoPeer(port: try server.port())
    // The answer to the first word says that the beginning of the second was read too.
    try peer.ask("ping hel", expecting: "server: Pong\n")
    try peer.ask("lo ", expecting: "server: Hi\n")
    try peer.ask("hi\nping\n", expecting: "server: Hello\nserver: Pong\n")
    try server.next("connected")
    #expect(try (0 ..< 4).map { _ in try server.next("received")["word"] } == ["ping", "hello", "hi", "ping"])
  }

  @Test(arguments: ["constructor", "__proto__", "tostring", "hasownproperty", "%d", "server:", "help,"])
  func `knows no word but its own`(_ word: String) throws {
    var server = try EchoProcess.wordServer()
    #expect(try EchoPeer.ask(word, port: try server.port()) == "server: Unknown command: \(word)\n")
  }

  @Test(arguments: wordModels) func `escapes what a terminal would act on, in its answer and in its log`(
    _ model: String
  ) throws {
    var server = try EchoProcess.wordServer(model)
    let peer = try EchoPeer(port: try server.port())
    let answer = try peer.ask([0x1B, 0x5B, 0x32, 0x4A, 0xFF, 0x20, 0, 0x07])
    #expect(answer == "server: Unknown command: \\x1b[2j\\xff\nserver: Unknown command: \\x00\\x07\n")
    try server.next("connected")
    #expect(try server.next("received")["word"] == "\"\\x1b[2j\\xff\"")
    #expect(try server.next("received")["word"] == "\"\\x00\\x07\"")
  }

  @Test(arguments: wordModels) func `holds a character whose octets come apart together`(_ model: String) throws {
    var server = try EchoProcess.wordServer(model)
    let peer = try EchoPeer(port: try server.port())
    let umlaut = Array("ä".utf8)
    try peer.send(Array("hi ".utf8) + umlaut[..<1])
    #expect(try peer.receiveText(14) == "server: Hello\n")
    #expect(try peer.ask(Array(umlaut[1...])) == "server: Unknown command: ä\n")
  }

  @Test(arguments: wordModels) func `refuses a word over the limit once, and goes on`(_ model: String) throws {
    var server = try EchoProcess.wordServer(model, ["--word-limit", "4"])
    let peer = try EchoPeer(port: try server.port())
    let refusal = "server: Word too long: more than 4 octets\n"
    // The refusal does not wait for the end of the word, and its end is no word.
    try peer.ask("abcd hello", expecting: "server: Unknown command: abcd\n" + refusal)
    #expect(try peer.ask("hi ping") == "server: Pong\n")
  }

  @Test(arguments: wordModels) func `keeps nothing of a word without an end`(_ model: String) throws {
    var server = try EchoProcess.wordServer(model)
    let peer = try EchoPeer(port: try server.port())
    try peer.ask("hi ", expecting: "server: Hello\n")
    let resident = try server.residentOctets()
    try peer.send([UInt8](repeating: UInt8(ascii: "x"), count: 4 << 20))
    #expect(try peer.ask(" hi") == "server: Word too long: more than 1024 octets\nserver: Hello\n")
    #expect(try server.residentOctets() - resident < 1 << 20)
  }

  @Test(arguments: wordModels) func `is not filled by a peer that asks and does not read`(_ model: String) throws {
    // Nobody reads its events here, so it must have none; and then it does not tell its port.
    let port = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1).localAddress().port
    let server = try EchoProcess("word-server", ["-l", "127.0.0.1:\(port)", "--model", model, "-q"])
    try #require(Patience.wait { (try? EchoPeer(port: port)) != nil })
    let glutton = try EchoPeer(port: port)
    let words = Array(String(repeating: "help ", count: 4096).utf8)
    var asked = 0
    // Until nothing more is taken: its receive buffer, and then our send buffer, are full.
    while glutton.wait(POLLOUT, milliseconds: 300) { asked += try glutton.offer(words[...]) }
    #expect(asked < 64 << 20)
    #expect(try server.residentOctets() < 64 << 20)
    #expect(try EchoPeer.ask("hi", port: port) == "server: Hello\n")
  }
}
