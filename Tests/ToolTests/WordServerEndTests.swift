import Glibc
import SocketKit
import Testing

@Suite("word-server, at an end,") struct WordServerEndTests {

  @Test(arguments: wordModels) func `loses no good-bye to a peer that goes on talking`(_ model: String) throws {
    var server = try EchoProcess.wordServer(model)
    let peer = try EchoPeer(port: try server.port())
    try peer.send("exit ")
    try peer.send([UInt8](repeating: UInt8(ascii: "x"), count: 4 << 20))
    let answer = try peer.receiveToEnd()
    #expect(String(decoding: answer.octets, as: UTF8.self) == "server: Bye\n")
    #expect(answer.end == .endOfStream)
  }

  @Test(arguments: wordModels) func `waits no longer than the grace for who said exit`(_ model: String) throws {
    var server = try EchoProcess.wordServer(model, ["--grace", "50ms"])
    let peer = try EchoPeer(port: try server.port())
    try peer.ask("exit ", expecting: "server: Bye\n")
    try server.next("connected")
    try server.next("received")
    #expect(try server.next("disconnected")["reason"] == "exit")
    #expect(try peer.receiveToEnd().octets == [])
  }

  @Test(arguments: wordModels) func `with poison refuses who comes, serves who is there, and ends with the last`(
    _ model: String
  ) throws {
    var server = try EchoProcess.wordServer(model)
    let port = try server.port()
    let other = try EchoPeer(port: port)
    try other.ask("hi ", expecting: "server: Hello\n")
    let poisoner = try EchoPeer(port: port)
    #expect(
      try poisoner.ask("ping poison poison") == """
        server: Pong
        server: Poisoned successfully, no more connection will be accepted.
        server: Poisoned successfully, no more connection will be accepted.

        """)
    // Not after a while: the answer is sent when nobody is let in any more.
    #expect(throws: Errno.connectionRefused) { _ = try EchoPeer(port: port) }
    #expect(try other.ask("foo") == "server: Bar\n")
    #expect(try server.ending() == .exited(0))
  }

  @Test(arguments: wordModels) func `with poison and --no-poison goes on`(_ model: String) throws {
    var server = try EchoProcess.wordServer(model, ["--no-poison"])
    let port = try server.port()
    #expect(try EchoPeer.ask("poison", port: port) == "server: Unknown command: poison\n")
    let help = try EchoPeer.ask("help", port: port)
    #expect(help == "server: Available commands: hi, hello, ping, foo, exit, help\n")
  }

  @Test(arguments: wordModels) func `by SIGINT does not outlive the grace`(_ model: String) throws {
    var server = try EchoProcess.wordServer(model, ["--grace", "50ms"])
    let peer = try EchoPeer(port: try server.port())
    try peer.ask("hi ", expecting: "server: Hello\n")
    server.send(.interrupt)
    try server.next("connected")
    try server.next("received")
    #expect(try server.next("stopped")["unfinished"] == "1")
    #expect(try server.ending() == .exited(0))
  }

  @Test(arguments: wordModels) func `by a second signal is there at once`(_ model: String) throws {
    var server = try EchoProcess.wordServer(model, ["--grace", "1h"])
    let port = try server.port()
    let peer = try EchoPeer(port: port)
    try peer.ask("hi ", expecting: "server: Hello\n")
    server.send(.terminate)
    while (try? EchoPeer(port: port)) != nil {}
    server.send(.terminate)
    #expect(try server.ending() == .exited(0))
  }
}
