import Glibc
import SocketKit
import Testing

@Suite("gotcp-tcpclient", .enabled(if: StackWire.isPossible, StackWire.needs))
struct GotcpTCPClientTests {
  private static let tool = "/run/tools/gotcp-tcpclient"
  private static let peer = ["--addr", "10.5.0.2", "-p", "9"]

  private let wire: StackWire

  init() throws { wire = try StackWire() }

  private func run(_ words: [String], input: [UInt8] = []) throws -> Outcome {
    try wire.run("gotcp-tcpclient", words, input: input)
  }

  private func echoServer(_ words: [String] = []) throws -> EchoProcess {
    var server = try wire.startFar("echo-server", ["-l", "10.5.0.2:9"] + words)
    _ = try server.port()
    return server
  }

  /// Sends a million octets from a file and compares what comes back, into a file and into a pipe.
  private func expectMillion(_ words: [String]) throws {
    let client = ([Self.tool] + words).joined(separator: " ")
    let outcome = try wire.machine.run([
      "sh", "-c",
      """
      head -c 1000003 /dev/urandom > /run/in && \(client) < /run/in > /run/out && cmp /run/in /run/out &&
      cat /run/in | \(client) | cmp /run/in -
      """,
    ])
    #expect(outcome.status == 0 && outcome.outputText == "", "\(outcome)")
    let events = ToldEvent.all(in: outcome.errorText)
    #expect(events.map(\.name) == ["connected", "closed", "connected", "closed"])
    for closed in events.filter({ $0.name == "closed" }) {
      #expect(closed["octets_out"] == "1000003" && closed["octets_in"] == "1000003")
    }
  }

  @Test(arguments: [StackWire.own, StackWire.borrowed])
  func `has a million octets back from the kernel as they went`(_ place: [String]) throws {
    _ = try echoServer()
    try expectMillion(place + Self.peer)
    #expect(try wire.tables() == [])
  }

  @Test(.enabled(if: StackWire.hasTap, "needs /dev/net/tun")) func `has them over a TAP`() throws {
    try wire.tap()
    var server = try wire.start("echo-server", ["-l", "10.6.0.1:9"])
    _ = try server.port()
    try expectMillion(["--tap", "tp0", "--address", "10.6.0.7/24", "--addr", "10.6.0.1", "-p", "9"])
  }

  @Test func `goes on sending to a peer that has finished`() throws {
    let listener = wire.far(["sh", "-c", "nc -lN 10.5.0.2 9 < /dev/null > /run/got"])
    var peer = try RunningProgram(wire.machine.words(listener))
    let pid = try wire.machine.process("nc")
    try #require(Patience.wait { FileDescriptor.table(of: pid).contains(":0009 00000000:0000 0A") })
    let client = ([Self.tool] + StackWire.own + Self.peer).joined(separator: " ")
    let outcome = try wire.machine.run(["sh", "-c", "head -c 300000 /dev/zero | \(client)"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try peer.outcome().status == 0)
    #expect(FileDescriptor.count(of: wire.machine.outside("/run/got")) == 300_000)
  }

  @Test func `says no when nobody listens, or nobody is there`() throws {
    let refused = try run(StackWire.own + Self.peer)
    #expect(refused.status == 1 && refused.errorText == "gotcp-tcpclient: connect 10.5.0.2:9: refused\n")
    let start = Timestamp.monotonicNow
    let dead = try run(StackWire.own + ["--addr", "10.5.0.99", "-p", "9"])
    #expect(dead.status == 1 && dead.errorText == "gotcp-tcpclient: connect 10.5.0.99:9: unreachable\n")
    #expect(Timestamp.monotonicNow - start < 10_000_000_000)
  }

  @Test func `says no at once where no route leads`() throws {
    let start = Timestamp.monotonicNow
    let far = try run(StackWire.own + ["--addr", "192.0.2.1", "-p", "9"])
    #expect(far.status == 1 && far.errorText == "gotcp-tcpclient: connect 192.0.2.1:9: unreachable\n")
    #expect(Timestamp.monotonicNow - start < 3_000_000_000)
    for many in ["10.5.0.255", "224.0.0.1"] {
      let outcome = try run(StackWire.own + ["--addr", many, "-p", "9"])
      #expect(
        outcome.status == 64 && outcome.errorText.contains("connect \(many):9: is not for one host"), "\(outcome)")
    }
  }

  @Test func `ends at once when it is told to before anybody answered`() throws {
    let start = Timestamp.monotonicNow
    var client = try EchoProcess(
      "gotcp-tcpclient", ["-v"] + StackWire.own + ["--addr", "10.5.0.99", "-p", "9", "--grace", "1m"],
      before: wire.machine.words(["sh", "-c", #"exec "$@" 2>&1"#, "sh"]))
    #expect(try client.skip(to: "state")["to"] == "SYN_SENT")
    try wire.machine.send(SIGINT, to: "gotcp-tcpclient")
    #expect(try client.ending() == .exited(1))
    #expect(Timestamp.monotonicNow - start < 3_000_000_000)
  }

  @Test func `resets its peer when it cannot go on`() throws {
    var server = try echoServer(["-v"])
    let client = ([Self.tool] + StackWire.own + Self.peer).joined(separator: " ")
    // It has more to say when the first of it comes back: the connection is not over yet.
    let outcome = try wire.machine.run(["sh", "-c", "\(client) --source 10m > /dev/full"])
    #expect(outcome.status == 74, "\(outcome)")
    #expect(try server.skip(to: "close")["reason"] == "reset")
  }

  @Test func `says no when it is reset`() throws {
    _ = try echoServer(["--idle-timeout", "100ms", "--send-reset"])
    let outcome = try wire.machine.run(
      ["sh", "-c", "mkfifo /run/still && exec \(Self.tool) -i near --addr 10.5.0.2 -p 9 <> /run/still"])
    #expect(outcome.status == 1 && outcome.errorText.hasSuffix("gotcp-tcpclient: 10.5.0.2:9: reset\n"), "\(outcome)")
  }

  @Test func `tells its states`() throws {
    _ = try echoServer()
    let outcome = try run(["-v"] + StackWire.own + Self.peer, input: Array("hello".utf8))
    #expect(outcome.outputText == "hello")
    let states = ToldEvent.all(in: outcome.errorText).filter { $0.name == "state" }.compactMap { $0["to"] }
    #expect(states.starts(with: ["SYN_SENT", "ESTABLISHED", "FIN_WAIT1"]) && states.last == "TIME_WAIT")
  }

  @Test func `measures one octet to and fro, and many one way`() throws {
    _ = try echoServer()
    let played = try run(StackWire.own + Self.peer + ["--ping-pong", "100"])
    let rally = try #require(ToldEvent.all(in: played.errorText).first { $0.name == "ping-pong" })
    #expect(rally["count"] == "100" && Double(rally["avg_us"] ?? "") ?? 0 > 0)
    let poured = try run(StackWire.own + Self.peer + ["--source", "4m", "--sink"])
    let closed = try #require(ToldEvent.all(in: poured.errorText).last)
    #expect(closed["octets_out"] == "4194304" && closed["octets_in"] == "4194304" && poured.outputText == "")
  }
}
