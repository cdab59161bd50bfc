import Glibc
import SocketKit
import Testing

@Suite("port-bomb") struct PortBombAttemptTests {
  @Test func `tells a thousand failures in one line with their errno`() throws {
    let holder = try StreamSocket(for: SocketAddress(.loopback, port: 0))
    try holder.bind(to: SocketAddress(.loopback, port: 0))
    let outcome = try BuiltTool("port-bomb").run(["-n", "1000", "\(try holder.localAddress())"])
    let lines = outcome.outputText.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first == "failure errno=ECONNREFUSED count=1000")
    #expect(lines.last?.hasPrefix("summary attempted=1000 connected=0 failed=1000 ") == true)
    #expect(outcome.errorText == "")
    #expect(outcome.status == 1)
  }

  @Test func `has never more attempts under way than it may, and ends with SIGINT and a summary`() throws {
    // Two connections fill its queue; the SYNs of the others are dropped.
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    var bomb = try EchoProcess(
      "port-bomb", ["-v", "-c", "8", "--grace", "0", "-n", "2000", "\(try listener.localAddress())"])
    try bomb.next("connected")
    try bomb.next("connected")
    // Its own are the standard ones, the signals', the poller's, and the one that asks the kernel for sockets.
    #expect(Patience.wait { bomb.descriptorCount() == 6 + 8 })
    bomb.send(.interrupt)
    let summary = try bomb.next("summary")
    #expect(summary["attempted"] == "10" && summary["connected"] == "2" && summary["failed"] == "0", "\(summary)")
    #expect(try bomb.ending() == .exited(0))
    #expect(try listener.accept() != nil)
  }

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

  @Test(arguments: [
    [], ["127.0.0.1"], [":8080"], ["127.0.0.1:0"], ["127.0.0.1:1", "127.0.0.1:2"],
    ["--ports", "5-4", "127.0.0.1:1"], ["--ports", "0-4", "127.0.0.1:1"], ["--ports", "4", "127.0.0.1:1"],
    ["--ports", "1-65536", "127.0.0.1:1"], ["--ports", "+1-2", "127.0.0.1:1"], ["--sources", "::1", "127.0.0.1:1"],
    ["--sources", "127.0.0.2-127.0.0.1", "127.0.0.1:1"], ["-n", "0", "127.0.0.1:1"], ["--pool", "0", "127.0.0.1:1"],
  ])
  func `refuses what is no target, no range and no number, and has no target of its own`(arguments: [String]) throws {
    let outcome = try BuiltTool("port-bomb").run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.outputText == "")
  }

  @Test func `ends quietly when its reader has left`() throws {
    let outcome = try BuiltTool("port-bomb").runWithoutReader(["-j", "-n", "3", "127.0.0.1:1"])
    #expect(outcome.status == 0)
    #expect(outcome.errorText == "")
  }
}
