import Glibc
import SocketKit
import Testing

@Suite("gotcp-tcpserver", .enabled(if: StackWire.isPossible, StackWire.needs))
struct GotcpTCPServerTests {
  private let wire: StackWire

  init() throws { wire = try StackWire() }

  /// Starts one that listens.
  private func start(_ place: [String] = StackWire.own, _ words: [String] = []) throws -> EchoProcess {
    var server = try wire.start("gotcp-tcpserver", place + ["-p", "7"] + words)
    #expect(try server.skip(to: "listening")["port"] == "7")
    return server
  }

  private func far(_ script: String) throws -> Outcome { try wire.machine.run(wire.far(["sh", "-c", script])) }

  private func expectEnd(of server: inout EchoProcess) throws {
    try wire.machine.send(SIGTERM, to: "gotcp-tcpserver")
    _ = try server.skip(to: "stopped")
    #expect(try server.ending() == .exited(0))
    #expect(try server.errors() == "")
    #expect(try wire.tables() == [])
  }

  @Test(arguments: [(StackWire.own, "10.5.0.7"), (StackWire.borrowed, "10.5.0.1")])
  func `gives the kernel a million octets back as they came`(_ place: [String], _ address: String) throws {
    var server = try start(place)
    let outcome = try far(
      """
      head -c 1000003 /dev/urandom > /run/in &&
      /run/tools/echo-client --verify \(address):7 < /run/in > /run/out && cmp /run/in /run/out
      """)
    #expect(outcome.status == 0, "\(outcome)")
    try server.next("accept")
    let close = try server.next("close")
    #expect(close["octets_in"] == "1000003" && close["octets_out"] == "1000003" && close["reason"] == "finished")
    try expectEnd(of: &server)
  }

  @Test func `serves a hundred at once, each with its own octets`() throws {
    var server = try start()
    let outcome = try far("/run/tools/tcp-load 10.5.0.7:7 -c 100 -t 500ms --verify -q")
    #expect(outcome.status == 0, "\(outcome)")
    let summary = try #require(ToldEvent.all(in: outcome.outputText).last { $0.name == "summary" })
    #expect(summary["errors"] == "0" && summary["connections"] == "100", "\(outcome)")
    try expectEnd(of: &server)
  }

  @Test func `passes a half-close on, behind all that is still to come`() throws {
    var server = try start(StackWire.own, ["--source", "300k"])
    let outcome = try far("nc -N 10.5.0.7 7 < /dev/null | wc -c")
    #expect(outcome.outputText == "307200\n")
    try server.next("accept")
    #expect(try server.next("close")["octets_out"] == "307200")
    try expectEnd(of: &server)
  }

  @Test func `reads and says nothing as a sink`() throws {
    var server = try start(StackWire.own, ["--sink"])
    #expect(try far("head -c 100000 /dev/zero | nc -N 10.5.0.7 7").outputText == "")
    try server.next("accept")
    let close = try server.next("close")
    #expect(close["octets_in"] == "100000" && close["octets_out"] == "0")
    try expectEnd(of: &server)
  }

  @Test func `reads no more from a peer that does not read, and serves others`() throws {
    var server = try start()
    let stuck = "exec 3<>/dev/tcp/10.5.0.7/7; head -c 80000000 /dev/zero >&3"
    let outcome = try far(
      "timeout 2 bash -c '\(stuck)' & sleep 1; echo hello | /run/tools/echo-client -q 10.5.0.7:7; wait $!; echo $?")
    #expect(outcome.outputText.hasSuffix("124\n"), "the peer got rid of all: \(outcome)")
    #expect(outcome.outputText.contains("hello"))
    var octets: [Int] = []
    while octets.count < 2 { octets.append(Int(try server.skip(to: "close")["octets_in"] ?? "") ?? .max) }
    // The two windows and buffers of the stack, and what the peer's kernel holds unread, are some ten MiB.
    #expect(octets.allSatisfy { $0 < 40_000_000 } && octets.contains(6), "\(octets)")
    try expectEnd(of: &server)
  }

  @Test(.enabled(if: Spawn.search("ping") != nil, "needs ping(8)")) func `answers the kernel's ping`() throws {
    var server = try start()
    let outcome = try far("ping -c 3 -i 0.01 10.5.0.7")
    #expect(outcome.status == 0 && outcome.outputText.contains("3 received"), "\(outcome)")
    try expectEnd(of: &server)
  }

  @Test func `tells the states that a connection goes through`() throws {
    var server = try start(StackWire.own, ["-v"])
    #expect(try far("echo hello | nc -N 10.5.0.7 7").outputText == "hello\n")
    var states: [String] = []
    while states.last != "CLOSED" { states.append(try server.skip(to: "state")["to"] ?? "") }
    // A quick peer has finished before anybody looked.
    #expect(states.suffix(2) == ["LAST_ACK", "CLOSED"], "\(states)")
    try expectEnd(of: &server)
  }

  @Test func `serves what is open to its end when it is told to stop, and nobody new`() throws {
    var server = try start()
    var client = try wire.startFar("echo-client", ["10.5.0.7:7"])
    try client.write("hello\n")
    try client.skip(to: "reply")
    try wire.machine.send(SIGTERM, to: "gotcp-tcpserver")
    // A port that refuses shows that it has heard.
    let end = Timestamp.monotonicNow + 10_000_000_000
    while try far("nc -z -w 1 10.5.0.7 7").status == 0 { try #require(Timestamp.monotonicNow < end) }
    try client.write("again\n")
    try client.skip(to: "reply")
    client.endInput()
    try client.next("closed")
    _ = try server.skip(to: "stopped")
    #expect(try server.ending() == .exited(0))
  }

  @Test func `resets what is open beyond the grace, and ends a source at once`() throws {
    var server = try start(StackWire.own, ["--grace", "0"])
    var client = try wire.startFar("echo-client", ["10.5.0.7:7"])
    try client.write("hello\n")
    try client.skip(to: "reply")
    try wire.machine.send(SIGTERM, to: "gotcp-tcpserver")
    #expect(try server.skip(to: "close")["reason"] == "aborted")
    #expect(try server.ending() == .exited(0))
    server = try start(StackWire.own, ["--source", "1000g", "--grace", "1m"])
    var reader = try wire.startFar("echo-client", ["10.5.0.7:7", "--raw", "-q"])
    reader.endInput()
    _ = try reader.read()
    try wire.machine.send(SIGTERM, to: "gotcp-tcpserver")
    while try !reader.read().isEmpty {}
    _ = try server.skip(to: "stopped")
    #expect(try server.ending() == .exited(0))
  }
}
