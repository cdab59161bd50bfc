import Glibc
import SocketKit
import Testing

@Suite("port-bomb") struct PortBombAttemptTests {

  @Test func `ends at once with a second signal`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    var bomb = try EchoProcess("port-bomb", ["-v", "--grace", "1h", "\(try listener.localAddress())"])
    try bomb.next("connected")
    try bomb.next("connected")
    bomb.send(.interrupt)
    bomb.send(.terminate)
    try bomb.next("summary")
    #expect(try bomb.ending() == .exited(0))
  }

  @Test func `keeps to its rate`() throws {
    var server = try EchoProcess.server()
    var bomb = try EchoProcess("port-bomb", ["-n", "51", "--rate", "100", "127.0.0.1:\(try server.port())"])
    let summary = try bomb.next("summary")
    #expect(summary["connected"] == "51")
    #expect(try #require(Double(summary["seconds"] ?? "")) >= 0.5)
  }

  @Test func `gives up an attempt that takes too long`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let outcome = try BuiltTool("port-bomb").run(["-n", "5", "--timeout", "100ms", "\(try listener.localAddress())"])
    #expect(outcome.outputText.hasPrefix("failure errno=ETIMEDOUT count=3\nsummary attempted=5 connected=2 failed=3 "))
    #expect(outcome.status == 1)
    #expect(try listener.accept() != nil)
  }

  @Test func `with --pool fails where no octet comes back, and where the peer closes`() throws {
    let silent = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 5)
    let outcome = try BuiltTool("port-bomb").run(
      ["-n", "4", "--pool", "2", "--timeout", "100ms", "\(try silent.localAddress())"])
    #expect(outcome.outputText.hasPrefix("failure errno=ETIMEDOUT count=4\n"))
    var bomb = try EchoProcess("port-bomb", ["-v", "-n", "1", "--pool", "1", "\(try silent.localAddress())"])
    for _ in 0 ..< 4 { _ = try EchoPeer(accepting: silent) }
    let peer = try EchoPeer(accepting: silent)
    #expect(try peer.receive(1) == [UInt8(ascii: "\n")])
    try peer.halfClose()
    try bomb.skip(to: "failure")
    #expect(try bomb.ending() == .exited(1))
  }

  @Test func `ends quietly when its reader has left`() throws {
    let outcome = try BuiltTool("port-bomb").runWithoutReader(["-j", "-n", "3", "127.0.0.1:1"])
    #expect(outcome.status == 0)
    #expect(outcome.errorText == "")
  }
}
