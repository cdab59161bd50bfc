import Glibc
import SocketKit
import Testing

@Suite("halfclose-server") struct HalfcloseServerTests {
  @Test func `closes its half behind the file, goes on reading, and complains of nothing`() throws {
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

  @Test func `sends the whole file to a client that closed its half before`() throws {
    var server = try HalfcloseServer(100_001, ["-c", "10k", "-i", "5ms"])
    let peer = try EchoPeer(port: server.port)
    try peer.halfClose()
    let stream = try peer.receiveToEnd()
    let isSame = stream.octets == server.octets
    #expect(isSame, "\(stream.octets.count) octets")
    #expect(stream.end == .endOfStream)
    let parties = try server.events(until: "finished").filter { $0.name == "half-closed" }.map { $0["by"] }
    #expect(parties == ["peer", "self"])
  }

  @Test func `--half-close after-peer leaves the first FIN to the client`() throws {
    var server = try HalfcloseServer(1000, ["--half-close", "after-peer"])
    let peer = try EchoPeer(port: server.port)
    #expect(try peer.receive(1000) == server.octets)
    #expect(try server.events(until: "end-of-file").count == 2)
    #expect(peer.wait(POLLIN, milliseconds: 100) == false)
    try peer.halfClose()
    #expect(try peer.receiveToEnd().end == .endOfStream)
    let parties = try server.events(until: "finished").filter { $0.name == "half-closed" }.map { $0["by"] }
    #expect(parties == ["peer", "self"])
  }

  @Test func `pauses after each chunk but the last`() throws {
    let server = try HalfcloseServer(30, ["-c", "10", "-i", "50ms"])
    let start = Timestamp.monotonicNow
    let peer = try EchoPeer(port: server.port)
    #expect(try peer.receiveToEnd().octets == server.octets)
    #expect(Timestamp.monotonicNow - start >= 100_000_000)
  }

  @Test(arguments: [["-c", "1000"], ["-c", "0"]])
  func `keeps one connection from another that does not read, and costs it no memory`(_ chunk: [String]) throws {
    var server = try HalfcloseServer(32 << 20, chunk)
    let stuck = try EchoPeer(port: server.port)
    _ = try server.events(until: "stream-start")
    let quick = try EchoPeer(port: server.port)
    let resident = try server.process.residentOctets()
    let stream = try quick.receiveToEnd().octets
    let isSame = stream == server.octets
    #expect(isSame, "\(stream.count) octets")
    #expect(try server.process.residentOctets() - resident < 1 << 20)
    #expect(try stuck.receiveToEnd().octets.count == server.octets.count)
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

  @Test func `half-closed by either side and waiting, does not spin`() throws {
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

  @Test func `tells RST from FIN, and with --once in its exit`() throws {
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

  @Test func `does not call complete what the client has thrown away`() throws {
    var server = try HalfcloseServer(1000, ["--once"])
    let peer = try EchoPeer(port: server.port)
    // All of it and FIN are there, and nothing was read.
    _ = try server.events(until: "half-closed")
    #expect(peer.wait(POLLIN) == true)
    _ = consume peer
    #expect(try server.events(until: "finished").last?["end"] == "reset")
    #expect(try server.process.ending() == .exited(1))
  }

  @Test func `serves on IPv6`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("six", to: "file")
    var server = try EchoProcess("halfclose-server", ["-f", file, "-l", "[::1]:0"])
    let outcome = try BuiltTool("halfclose-client").run(["-s", "[::1]:\(try server.port())", "--expect", "3"])
    #expect(outcome.status == 0)
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
}
