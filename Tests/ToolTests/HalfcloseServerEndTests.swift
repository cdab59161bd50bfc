import Glibc
import SocketKit
import Testing

@Suite("halfclose-server, in trouble or asked to end,") struct HalfcloseServerEndTests {

  @Test(arguments: [["--grace", "50ms"], ["--grace", "1h"]])
  func `cuts with RST what the grace, or a second signal, does not leave time for`(_ grace: [String]) throws {
    var server = try HalfcloseServer(1000, ["-c", "1", "-i", "1s"] + grace)
    let peer = try EchoPeer(port: server.port)
    _ = try peer.receiveSome(1)
    server.process.send(.interrupt)
    if grace.last == "1h" {
      let isTaken = Patience.wait { (try? EchoPeer(port: server.port)) == nil }
      #expect(isTaken)
      server.process.send(.interrupt)
    }
    let events = try server.events(until: "stopped")
    #expect(events.contains { $0.name == "finished" && $0["end"] == "interrupted" })
    #expect(try peer.receiveToEnd().end == .reset)
    #expect(try server.process.ending() == .exited(0))
  }

  @Test func `killed in the middle of the file, leaves RST and no end of stream`() throws {
    let server = try HalfcloseServer(1000, ["-c", "1", "-i", "1s"])
    var client = try server.startClient(["-v"])
    try client.next("connected")
    try client.next("received")
    server.process.send(.kill)
    let events = try client.events(until: "finished")
    #expect(events.contains { $0.name == "reset" })
    #expect(!events.contains { $0.name == "end-of-stream" })
    #expect(events.last?["states"] == "ESTABLISHED,CLOSE")
    #expect(try client.ending() == .exited(1))
    #expect(try client.errors().contains("Connection reset by peer"))
  }

  @Test(arguments: [
    (["-c", "100", "-i", "50ms"], 1000, 0, "cut to"),
    (["-c", "100", "-i", "50ms"], 1000, 1001, "longer than the 1000"),
    (["-c", "0"], 32 << 20, 0, "cut to"), (["-c", "0"], 32 << 20, 33 << 20, "longer than the 33554432"),
  ])
  func `says so when the file changes its length meanwhile, and resets`(
    _ chunk: [String], _ before: Int, _ after: Int, _ sentence: String
  ) throws {
    var server = try HalfcloseServer(before, chunk + ["--once"])
    let peer = try EchoPeer(port: server.port)
    _ = try peer.receiveSome(1)
    #expect(truncate(server.file, after) == 0)
    #expect(try peer.receiveToEnd().end == .reset)
    #expect(try server.events(until: "finished").last?["end"] == "file")
    #expect(try server.process.ending() == .exited(74))
    let errors = try server.process.errors()
    #expect(errors.hasPrefix("halfclose-server: \(server.file): \(sentence)"), "\(errors)")
  }

  @Test func `says with a busy port which, and ends with 71`() throws {
    let holder = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let address = try holder.localAddress()
    let outcome = try BuiltTool("halfclose-server").run(["-f", "/proc/self/exe", "-l", "\(address)"])
    #expect(outcome.status == 71)
    #expect(outcome.errorText.contains("\(address)"))
    #expect(outcome.outputText == "")
    _ = holder.descriptor.rawValue
  }

  @Test func `at 64 descriptors, lets others wait and serves them later`() throws {
    let limit = ["sh", "-c", "ulimit -n 64 && exec \"$0\" \"$@\""]
    let server = try HalfcloseServer(100, [], before: limit)
    var peers: [CInt] = []
    for _ in 0 ..< 60 { peers.append(try EchoPeer(port: server.port).intoNumber()) }
    let processor = try server.process.processorNanoseconds()
    _ = poll(nil, 0, 300)
    #expect(try server.process.processorNanoseconds() - processor < 100_000_000, "it spins")
    for number in peers { close(number) }
    let late = try EchoPeer(port: server.port)
    #expect(try late.receive(100) == server.octets)
    #expect(try server.process.errors() == "")
  }
}
