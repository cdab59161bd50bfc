import Glibc
import SocketKit
import Testing

@Suite("halfclose-client") struct HalfcloseClientTests {

  @Test func `--hold waits in CLOSE_WAIT while the server is first`() throws {
    let server = try HalfcloseServer(10)
    let client = try server.client(["--hold", "-w", "200ms"])
    #expect(client.outcome.status == 0)
    let halves = client.events.filter { $0.name == "half-closed" }
    #expect(halves.map { $0["by"] } == ["peer", "self"])
    #expect(halves.first?["state"] == "CLOSE_WAIT")
    #expect(client.events.last?["states"].map { $0.hasPrefix("ESTABLISHED,CLOSE_WAIT,") } == true)
  }

  @Test func `-r closes the reading side, and what it has is a short stream`() throws {
    let server = try HalfcloseServer(1000, ["-c", "1", "-i", "100ms"])
    let client = try server.client(["-r", "150ms", "-w", "300ms"])
    #expect(client.outcome.status == 1)
    let halves = client.events.filter { $0.name == "half-closed" }
    #expect(halves.map { $0["side"] } == ["reading", "writing"])
    #expect(halves.map { $0["by"] } == ["self", "self"])
    #expect(!client.events.contains { $0.name == "end-of-stream" || $0.name == "reset" })
    #expect(client.outcome.errorText.contains("before the server's end"))
  }

  @Test func `ends with 1 when it is reset, and says so`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    var client = try EchoProcess("halfclose-client", ["-v", "-s", "\(try listener.localAddress())"])
    let peer = try EchoPeer(accepting: listener)
    try client.next("connected")
    try peer.send("12345")
    try client.next("received")
    peer.abort()
    #expect(try client.next("reset")["octets"] == "5")
    try client.next("finished")
    #expect(try client.ending() == .exited(1))
    #expect(try client.errors().contains("Connection reset by peer after 5 octets"))
  }

  @Test func `ends with 1 when what it echoes is thrown away`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    var client = try EchoProcess("halfclose-client", ["--echo", "-s", "\(try listener.localAddress())"])
    let peer = try EchoPeer(accepting: listener)
    try client.next("connected")
    try peer.send(echoPattern(100))
    // FIN would follow a close, if all had been read.
    #expect(peer.wait(POLLIN) == true)
    _ = consume peer
    let events = try client.events(until: "finished")
    #expect(events.contains { $0.name == "reset" })
    #expect(!events.contains { $0.name == "end-of-stream" })
    #expect(try client.ending() == .exited(1))
  }

  @Test(arguments: [
    ("debug", "received", true), ("info", "received", false), ("warn", "end-of-stream", false),
    ("error", "connected", false),
  ])
  func `--log-level says how much is told`(_ level: String, _ event: String, _ isTold: Bool) throws {
    let server = try HalfcloseServer(10)
    let client = try server.client(["--log-level", level])
    #expect(client.events.contains { $0.name == event } == isTold)
    #expect(client.events.last?.name == "finished")
    let failed = try server.client(["--log-level", level, "--expect", "1"]).outcome
    #expect(failed.errorText.isEmpty == (level == "error"))
  }

  @Test func `closes its half at a signal, and leaves the server time to finish`() throws {
    let server = try HalfcloseServer(50_000, ["-c", "10k", "-i", "50ms"])
    var client = try server.startClient()
    try client.next("connected")
    client.send(.interrupt)
    #expect(try client.next("half-closed")["by"] == "self")
    #expect(try client.events(until: "end-of-stream").last?["octets"] == "50000")
    #expect(try client.ending() == .exited(0))
  }

  @Test func `ends when the grace is over`() throws {
    let server = try HalfcloseServer(1000, ["-c", "1", "-i", "1s"])
    var client = try server.startClient(["--grace", "50ms"])
    try client.next("connected")
    client.send(.terminate)
    try client.next("half-closed")
    try client.next("finished")
    #expect(try client.ending() == .exited(0))
  }

  @Test func `ends with 74 when the disk is full, and says so`() throws {
    let server = try HalfcloseServer(10)
    let outcome = try server.client(["-o", "/dev/full"]).outcome
    #expect(outcome.status == 74)
    #expect(outcome.errorText == "halfclose-client: /dev/full: No space left on device\n")
  }
}
