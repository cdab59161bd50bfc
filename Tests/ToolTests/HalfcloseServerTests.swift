import Glibc
import SocketKit
import Testing

@Suite("halfclose-server") struct HalfcloseServerTests {

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
}
