import Glibc
import SocketKit
import Testing

/// What its server and its client do wrong, in halfclose-server and halfclose-client.
@Suite("Where the half-close tester in Go fails,") struct HalfCloseTesterFaultTests {
  @Test(arguments: [
    ["-c", "1"], ["-c", "7"], ["-c", "1000"], ["-c", "4096"], ["-c", "0"], ["-c", "4k", "-i", "1ms"],
  ])
  func `a stream of 1,000,003 octets has no tail behind it, whatever the chunk`(_ chunk: [String]) throws {
    var server = try HalfcloseServer(1_000_003, chunk + ["--once"])
    let copy = "\(server.folder.path)/copy"
    let client = try server.client(["-o", copy])
    #expect(client.outcome.status == 0)
    let isSame = try FileDescriptor.contents(of: copy, limit: 1 << 21) == server.octets
    #expect(isSame, "the copy differs")
    let sum = referenceCRC32(server.octets)
    #expect(client.events.first { $0.name == "end-of-stream" }?.fields == ["octets": "1000003", "crc32": sum])
    let finished = try #require(try server.events(until: "finished").last)
    #expect(finished["octets_out"] == "1000003")
    #expect(finished["crc32"] == sum)
    #expect(finished["end"] == "fin")
    #expect(try server.process.ending() == .exited(0))
  }

  @Test(arguments: [["-b", "1000"], ["-b", "7", "-w", "0"], ["-b", "64k", "-r", "0"]])
  func `what comes back with --echo has no tail behind it`(_ buffer: [String]) throws {
    var server = try HalfcloseServer(100_001, ["-c", "4096", "--once"])
    let client = try server.client(["--echo"] + buffer)
    #expect(client.outcome.status == 0)
    let finished = try #require(try server.events(until: "finished").last)
    let sum = referenceCRC32(server.octets)
    #expect(finished["octets_in"] == "100001")
    #expect(finished["crc32"] == sum)
    #expect(finished["crc32_in"] == sum)
    #expect(client.events.last?["octets_out"] == "100001")
    #expect(client.events.last?["crc32_out"] == sum)
  }

  @Test func `an idle slow stream costs under one per cent of a processor on either side`() throws {
    let server = try HalfcloseServer(1000, ["-c", "1", "-i", "250ms"])
    var client = try server.startClient(["-v"])
    try client.next("connected")
    try client.next("received")
    let start = (Timestamp.monotonicNow, try server.process.processorNanoseconds(), try client.processorNanoseconds())
    for _ in 0 ..< 5 { try client.next("received") }
    let hundredth = Int(Timestamp.monotonicNow - start.0) / 100
    #expect(try server.process.processorNanoseconds() - start.1 < hundredth)
    #expect(try client.processorNanoseconds() - start.2 < hundredth)
  }

  @Test func `a half-closed connection that waits does not spin`() throws {
    var server = try HalfcloseServer(20, ["-c", "10", "-i", "1s"])
    var client = try server.startClient(["-w", "10ms"])
    try client.next("connected")
    try client.next("half-closed")
    _ = try server.events(until: "half-closed")
    let start = (Timestamp.monotonicNow, try server.process.processorNanoseconds(), try client.processorNanoseconds())
    try client.next("half-closed")
    let hundredth = Int(Timestamp.monotonicNow - start.0) / 100
    #expect(try server.process.processorNanoseconds() - start.1 < hundredth)
    #expect(try client.processorNanoseconds() - start.2 < hundredth)
  }

  @Test func `a file that is gone costs its client the connection, and the server nothing`() throws {
    var server = try HalfcloseServer(1000)
    let descriptors = server.process.descriptorCount()
    unlink(server.file)
    for _ in 0 ..< 10 { #expect(try server.client().outcome.status == 1) }
    #expect(Patience.wait { server.process.descriptorCount() == descriptors })
    #expect(try server.process.errors().contains("No such file or directory"))
    _ = try server.folder.write("new", to: "file")
    #expect(try server.client().outcome.status == 0)
    #expect(try server.events(until: "end-of-file").last?["octets"] == "3")
  }

  @Test func `the server closes its half behind the file, goes on reading, and complains of nothing`() throws {
    var server = try HalfcloseServer(5000)
    let peer = try EchoPeer(port: server.port)
    #expect(try peer.receiveToEnd().octets == server.octets)
    let first = try #require(try server.events(until: "half-closed").last)
    #expect(first["by"] == "self")
    #expect(first["octets"] == "5000")
    #expect(first["state"]?.hasPrefix("FIN_WAIT") == true)
    // More than the kernel keeps unread (tcp_rmem, tcp_wmem).
    let answer = Array(repeatElement(server.octets, count: 3200).joined())
    try peer.send(answer)
    try peer.halfClose()
    #expect(try server.events(until: "half-closed").last?["by"] == "peer")
    let finished = try #require(try server.events(until: "finished").last)
    #expect(finished["octets_in"] == "\(answer.count)")
    #expect(finished["crc32_in"] == referenceCRC32(answer))
    #expect(finished["end"] == "fin")
    #expect(try server.process.errors() == "")
  }

  @Test func `each timer comes once, however long the stream goes on`() throws {
    let server = try HalfcloseServer(20, ["-c", "1", "-i", "30ms"])
    let log = "\(server.folder.path)/calls"
    let outcome = try BuiltTool("halfclose-client").run(
      ["-s", "127.0.0.1:\(server.port)", "-w", "20ms", "-r", "1h"], environment: ["TCPLAB_SYSCALLS": log])
    #expect(outcome.status == 0)
    let calls = String(decoding: try FileDescriptor.contents(of: log, limit: 1 << 20), as: UTF8.self)
    #expect(calls.components("\"name\":\"shutdown\"") == 1)
    #expect(calls.components("SHUT_WR") == 1)
  }

  @Test func `a timeout of 0 is off`() throws {
    let server = try HalfcloseServer(20, ["-c", "10", "-i", "100ms"])
    let client = try server.client(["-w", "0", "-r", "0"])
    #expect(client.outcome.status == 0)
    #expect(client.events.filter { $0.name == "half-closed" }.map { $0["by"] } == ["peer", "self"])
  }

  @Test(arguments: [
    ["-b", "0"], ["-b", "-1"], ["-w", "10"], ["-r", "-1s"], ["--log-level", "loud"], ["--crc32", "xyz"],
    ["--crc32", "+1234567"], ["--expect", "-1"],
  ])
  func `the client refuses a buffer of 0 and a negative time`(_ arguments: [String]) throws {
    #expect(try BuiltTool("halfclose-client").run(arguments).status == 64)
  }

  @Test(arguments: [
    ("--file", []), ("--file", ["-f", ""]), ("--chunk '-1'", ["-f", "x", "-c", "-1"]),
    ("--chunk '1x'", ["-f", "x", "-c", "1x"]), ("--interval '-1s'", ["-f", "x", "-i", "-1s"]),
    ("--interval '5'", ["-f", "x", "-i", "5"]), ("--log-level 'loud'", ["-f", "x", "--log-level", "loud"]),
    ("--half-close 'never'", ["-f", "x", "--half-close", "never"]),
  ])
  func `the server refuses a negative chunk and a negative time`(
    _ complaint: String, _ arguments: [String]
  ) throws {
    let outcome = try BuiltTool("halfclose-server").run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errorText.hasPrefix("halfclose-server: \(complaint)"), "\(outcome.errorText)")
  }

  @Test func `a client that is refused says where, and exits with 1`() throws {
    let address = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1).localAddress()
    let outcome = try BuiltTool("halfclose-client").run(["-s", "\(address)"])
    #expect(outcome.status == 1)
    #expect(outcome.errorText == "halfclose-client: connect \(address): Connection refused\n")
  }

  @Test(arguments: ["folder", "fifo", "nothing"])
  func `a server without its file says so before it listens, and exits with 74`(_ kind: String) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/\(kind)"
    if kind == "folder" { mkdir(path, 0o777) }
    if kind == "fifo" { mkfifo(path, 0o666) }
    let outcome = try BuiltTool("halfclose-server").run(["-f", path, "-l", "127.0.0.1:0"])
    #expect(outcome.status == 74)
    #expect(outcome.outputText == "")
    let reasons = ["folder": "a directory, not a", "fifo": "a fifo, not a", "nothing": "No such file or directory"]
    let reason = try #require(reasons[kind])
    #expect(outcome.errorText.hasPrefix("halfclose-server: \(path): \(reason)"))
  }

  @Test(arguments: [("debug", "sent", true), ("info", "sent", false), ("warn", "end-of-file", false)])
  func `--log-level says how much is told`(_ level: String, _ event: String, _ isTold: Bool) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("text", to: "file")
    // Where it listens is not told at every level, so the test chooses the port: one that nobody has.
    let place = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1).localAddress()
    var server = try EchoProcess(
      "halfclose-server", ["-f", file, "-l", "\(place)", "--once", "--log-level", level])
    let isServed = try Patience.wait { try BuiltTool("halfclose-client").run(["-s", "\(place)"]).status == 0 }
    #expect(isServed)
    #expect(try server.events(until: "finished").contains { $0.name == event } == isTold)
  }

  @Test func `RST is told from FIN, also by the exit`() throws {
    var server = try HalfcloseServer(1000, ["-c", "1", "-i", "20ms", "--once"])
    let peer = try EchoPeer(port: server.port)
    _ = try peer.receiveSome(1)
    peer.abort()
    let events = try server.events(until: "finished")
    #expect(events.contains { $0.name == "reset" })
    #expect(!events.contains { $0.name == "half-closed" })
    #expect(events.last?["end"] == "reset")
    #expect(try server.process.ending() == .exited(1))
  }

  @Test func `the states of the socket are told without another tool`() throws {
    let server = try HalfcloseServer(50, ["-c", "10", "-i", "100ms"])
    let client = try server.client(["-w", "100ms"])
    #expect(client.outcome.status == 0)
    let halves = client.events.filter { $0.name == "half-closed" }
    #expect(halves.map { $0["by"] } == ["self", "peer"])
    #expect(halves.map { $0["side"] } == ["writing", "reading"])
    #expect(halves.first?["at"].map { $0.hasPrefix("0.") } == true)
    #expect(client.events.last?["states"].map { $0.hasSuffix("FIN_WAIT2,TIME_WAIT") } == true)
  }

  @Test(arguments: [(["--expect", "10"], 0), (["--expect", "11"], 1), (["--crc32", "00000000"], 1)])
  func `a stream that is not the expected one is found out`(_ arguments: [String], _ status: Int) throws {
    let server = try HalfcloseServer(10)
    #expect(try server.client(arguments).outcome.status == status)
    #expect(try server.client(["--crc32", referenceCRC32(server.octets)]).outcome.status == 0)
  }

  @Test(arguments: [Signal.interrupt, .terminate])
  func `a signal lets the server finish what is open, and ends it as soon as it can`(_ signal: Signal) throws {
    var server = try HalfcloseServer(50_000, ["-c", "10k", "-i", "20ms", "--grace", "1h"])
    let peer = try EchoPeer(port: server.port)
    _ = try peer.receiveSome(1)
    server.process.send(signal)
    let rest = try peer.receiveToEnd()
    #expect(rest.octets.count == 49_999)
    #expect(rest.end == .endOfStream)
    try peer.halfClose()
    #expect(try server.events(until: "stopped").last?["complete"] == "1")
    // An hour of grace is left.
    #expect(try server.process.ending() == .exited(0))
    #expect(throws: Errno.connectionRefused) { _ = try EchoPeer(port: server.port) }
  }

  @Test func `IPv6 is served`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("six", to: "file")
    var server = try EchoProcess("halfclose-server", ["-f", file, "-l", "[::1]:0"])
    let outcome = try BuiltTool("halfclose-client").run(["-s", "[::1]:\(try server.port())", "--expect", "3"])
    #expect(outcome.status == 0)
  }
}
