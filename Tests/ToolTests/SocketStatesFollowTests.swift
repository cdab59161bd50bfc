import Glibc
import SocketKit
import Testing

@Suite("tcp-states --follow", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct SocketStatesFollowTests {
  private let machine: PrivateMachine

  init() throws { machine = try .withLoopback() }

  private func server() throws -> EchoProcess { try machine.start("echo-server", ["-l", "127.0.0.1:0"]) }

  /// Reads transitions until one leads there.
  ///
  /// - Parameter state: "" for a socket that is gone.
  private func transitions(_ follow: inout EchoProcess, to state: String, of local: String) throws -> [[String: String]]
  {
    var transitions: [[String: String]] = []
    repeat {
      transitions.append(try follow.next("transition"))
    } while transitions.last?["local"] != local
      || transitions.last?["to"] ?? "" != state
    return transitions
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser, PrivateMachine.needs))
  func `tells an ordinary user the life of both ends, without a gap, and ends well with SIGTERM`() throws {
    var server = try server()
    let port = try server.port()
    var follow = try machine.startOrdinary("tcp-states", ["-f", "-i", "1ms", "-p", "\(port)"])
    #expect(try follow.next("socket")["state"] == "LISTEN")
    #expect(try follow.next("following") == ["sockets": "1", "interval_us": "1000.000"])

    var client = try machine.start("echo-client", ["127.0.0.1:\(port)"])
    let ends = try client.next("connected")
    let (near, far) = (try #require(ends["local"]), "127.0.0.1:\(port)")
    var seen = try transitions(&follow, to: "ESTABLISHED", of: near)
    // Either end may be seen first, and the last look's news may hold both.
    if !seen.contains(where: { $0["local"] == far && $0["to"] == "ESTABLISHED" }) {
      seen += try transitions(&follow, to: "ESTABLISHED", of: far)
    }
    client.endInput()
    #expect(try client.ending() == .exited(0))
    seen += try transitions(&follow, to: "TIME_WAIT", of: near)
    if !seen.contains(where: { $0["local"] == far && $0["to"] == nil }) {
      seen += try transitions(&follow, to: "", of: far)
    }

    for (local, end) in [(near, "TIME_WAIT"), (far, nil)] as [(String, String?)] {
      let life = seen.filter { $0["local"] == local }
      #expect(life.first?["from"] == nil && life.last?["to"] == end)
      #expect(life.contains { $0["from"] == "ESTABLISHED" })
      for (one, next) in zip(life, life.dropFirst()) { #expect(one["to"] == next["from"], "\(life)") }
      #expect(life.allSatisfy { $0["within_us"] != nil && $0["remote"] == (local == near ? far : near) })
    }
    #expect(seen.allSatisfy { $0["local"] == near || $0["local"] == far }, "\(seen)")

    try machine.send(SIGTERM, to: "tcp-states")
    #expect(try follow.ending() == .exited(0))
    #expect(try follow.errors() == "")
  }

  @Test(arguments: [SIGINT, SIGTERM]) func `ends well with a signal, though the next look is far`(_ signal: CInt) throws
  {
    var follow = try machine.start("tcp-states", ["-f", "-i", "1h"])
    #expect(try follow.next("following")["sockets"] == "0")
    try machine.send(signal, to: "tcp-states")
    #expect(try follow.ending() == .exited(0))
    #expect(try follow.errors() == "")
  }

  @Test func `tells nothing while nothing changes, and of each look with -v`() throws {
    var server = try server()
    let port = try server.port()
    var follow = try machine.start("tcp-states", ["-f", "-v", "-i", "1ms", "-p", "\(port)"])
    try follow.next("socket")
    try follow.next("following")
    for _ in 0 ..< 10 { #expect(try follow.next("look")["sockets"] == "1") }
  }

  @Test(arguments: ["true", "head -n 1 > /dev/null"])
  func `ends quietly when its reader leaves, though nothing changes`(_ reader: String) throws {
    var server = try server()
    _ = try server.port()
    let script = "/run/tools/tcp-states -f | \(reader); echo ${PIPESTATUS[0]}"
    let outcome = try machine.run(["bash", "-c", script])
    #expect(outcome.outputText == "0\n")
    #expect(outcome.errorText == "")
  }
}
