import Glibc
import SocketKit
import Testing

/// Tools that need no privilege, run by somebody who has none. The others say so in their own suites.
@Suite("An ordinary user", .enabled(if: PrivateMachine.hasOrdinaryUser, PrivateMachine.needs))
struct OrdinaryUserTests {
  private static let pairs = [
    (["echo-server"], ["echo-client", "127.0.0.1:8080"]),
    (["echo-server"], ["tcp-load", "-c", "5", "-t", "100ms", "-q", "127.0.0.1:8080"]),
    (["word-server"], ["word-client", "--host", "127.0.0.1", "--port", "8080", "-i", "10ms", "-t", "200ms"]),
    (["word-server", "--model", "threads"], ["echo-client", "127.0.0.1:8080"]),
    (["halfclose-server", "-f", "/etc/passwd"], ["halfclose-client", "-s", "127.0.0.1:8080"]),
    (["fd-leak", "--limit", "64"], ["port-bomb", "-n", "100", "127.0.0.1:8080"]),
  ]

  @Test(arguments: pairs) func `runs a server and its client`(_ serverWords: [String], _ clientWords: [String]) throws {
    let machine = try PrivateMachine.withLoopback()
    var server = try machine.startOrdinary(
      serverWords[0], Array(serverWords.dropFirst()) + ["-l", "127.0.0.1:8080"])
    try server.next("listening")
    var client = try machine.startOrdinary(clientWords[0], Array(clientWords.dropFirst()))
    client.endInput()
    while try !client.read().isEmpty {}
    #expect(try client.ending() == .exited(0))
    try machine.send(SIGTERM, to: String(serverWords[0].prefix(15)))
    #expect(try server.ending() == .exited(0))
    #expect(try server.errors() + client.errors() == "")
  }

  @Test func `runs what needs no other`() throws {
    let machine = try PrivateMachine.withLoopback()
    var program = try machine.startOrdinary("multiplex", ["-n", "20", "--delay", "10ms"])
    #expect(try program.next("finished")["answered"] == "20")
    #expect(try program.ending() == .exited(0))
  }
}
