import Glibc
import SocketKit
import Testing

@Suite("A stream from halfclose-server to halfclose-client") struct HalfcloseStreamTests {

  @Test(arguments: [["-c", "4096"], ["-c", "0"]])
  func `of an empty file is only its end`(_ chunk: [String]) throws {
    var server = try HalfcloseServer(0, chunk + ["--once"])
    let client = try server.client()
    #expect(client.outcome.status == 0)
    #expect(client.events.first { $0.name == "end-of-stream" }?.fields == ["octets": "0", "crc32": "00000000"])
    #expect(try server.events(until: "finished").last?["end"] == "fin")
    #expect(try server.process.ending() == .exited(0))
  }

  @Test func `to standard output is the file, and events go elsewhere`() throws {
    let server = try HalfcloseServer(50_000)
    let outcome = try server.client(["-o", "-"]).outcome
    #expect(outcome.output == server.octets)
    #expect(outcome.errorText.contains("\nend-of-stream octets=50000 "))
  }

  @Test func `into a pipe that nobody reads any more ends without a word`() throws {
    let server = try HalfcloseServer(1 << 20)
    let arguments = ["-q", "-o", "-", "-s", "127.0.0.1:\(server.port)"]
    #expect(try BuiltTool("halfclose-client").runWithoutReader(arguments).status == 0)
  }

  @Test func `to a hundred clients, of which some are killed, is intact for each other one`() throws {
    var server = try HalfcloseServer(200_003, ["-c", "8k", "-i", "60ms"])
    // All connect before the first octet goes out, and so all are served at once.
    server.process.send(Signal(rawValue: SIGSTOP))
    let script = """
      for number in {1..100}; do "$0" "$@" & clients[number]=$!; done
      read
      for number in {5..100..5}; do kill -9 ${clients[number]}; done
      for number in {1..100}; do wait ${clients[number]}; echo "status number=$number value=$?"; done
      """
    var clients = try server.startClient([], before: ["bash", "-c", script])
    for _ in 0 ..< 100 { try clients.next("connected") }
    server.process.send(Signal(rawValue: SIGCONT))
    var starts = 0
    while starts < 100 {
      if ToldEvent(try server.process.nextLine()).name == "stream-start" { starts += 1 }
    }
    try clients.write("\n")
    var events: [ToldEvent] = []
    while events.last?["number"] != "100" { events.append(ToldEvent(try clients.nextLine())) }
    let sum = referenceCRC32(server.octets)
    #expect(events.count { $0.name == "end-of-stream" && $0["octets"] == "200003" && $0["crc32"] == sum } == 80)
    #expect(events.count { $0.name == "status" && $0["value"] == "0" } == 80)
    #expect(events.count { $0.name == "status" && $0["value"] == "137" } == 20)
    var ends: [String: Int] = [:]
    while ends.values.reduce(0, +) < 100 {
      ends[try #require(try server.events(until: "finished").last?["end"]), default: 0] += 1
    }
    #expect(ends == ["fin": 80, "reset": 20])
    #expect(try server.client().outcome.status == 0)
  }
}
