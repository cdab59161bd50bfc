import Glibc
import SocketKit
import Testing

@Suite("echo-server, as a program,") struct EchoServerProgramTests {
  @Test(arguments: ["127.0.0.1:70000", "127.0.0.1:-1", "127.0.0.1:8080x", "127.0.0.1"])
  func `refuses an address that is none`(_ address: String) throws {
    let outcome = try BuiltTool("echo-server").run(["-l", address])
    #expect(outcome.status == 64)
    #expect(outcome.errorText.contains("--listen '\(address)'") || outcome.errorText.contains("-l '\(address)'"))
  }

  @Test func `refuses a port that is no number in the environment, and takes the others`() throws {
    #expect(try BuiltTool("echo-server").run([], environment: ["PORT": "8080x"]).status == 64)
    #expect(try BuiltTool("echo-server").run([], environment: ["PORT": "-1"]).status == 64)
  }

  @Test func `says with a busy port which, and ends with 71`() throws {
    let holder = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let address = try holder.localAddress()
    let outcome = try BuiltTool("echo-server").run(["-l", "\(address)"])
    #expect(outcome.status == 71)
    #expect(outcome.errorText.contains("\(address)"))
    #expect(outcome.outputText == "")
    _ = holder.descriptor.rawValue
  }

  @Test func `ends at once with a second signal`() throws {
    var server = try EchoProcess.server(["--grace", "1h"])
    let port = try server.port()
    let peer = try EchoPeer(port: port)
    try peer.send("1")
    #expect(try peer.receiveText(1) == "1")
    server.send(.terminate)
    while (try? EchoPeer(port: port)) != nil {}
    server.send(.interrupt)
    #expect(try server.next("stopped")["unfinished"] == "1")
    #expect(try server.ending() == .exited(0))
  }

  @Test func `ends when the grace is over`() throws {
    var server = try EchoProcess.server(["--grace", "50ms"])
    let peer = try EchoPeer(port: try server.port())
    try peer.send("1")
    #expect(try peer.receiveText(1) == "1")
    server.send(.terminate)
    #expect(try server.next("stopped")["unfinished"] == "1")
    #expect(try server.ending() == .exited(0))
    #expect(try peer.receiveToEnd().octets == [])
  }
}

@Suite("echo-server, with --line,") struct EchoServerLineTests {

  @Test func `answers a line once, in however many segments it comes`() throws {
    var server = try EchoProcess.server(["--line"])
    let peer = try EchoPeer(port: try server.port())
    try peer.send("hel")
    #expect(try peer.receiveText(9) == "ECHO: hel")
    try peer.send("lo\n")
    #expect(try peer.receiveText(3) == "lo\n")
  }
}
