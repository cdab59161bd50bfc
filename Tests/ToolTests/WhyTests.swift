import Glibc
import SocketKit
import Testing
import ToolKit

@Suite("why, of a real fault,", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct WhyTests {
  private let machine: PrivateMachine

  init() throws { machine = try .wherePortsStay() }

  /// Holds when the first finding names the one process of this name as the owner.
  private func expectOwner(_ name: String, of answer: WhyAnswer) throws {
    #expect(answer["command"]?.text == String(name.prefix(15)))
    #expect(answer["pid"]?.integer == (try machine.inside(try machine.process(String(name.prefix(15))))))
  }

  @Test func `names the server that leaks, and its descriptors; and nothing when it is cured`() throws {
    for (cure, port) in [([], 8080), (["--cure"], 8081)] {
      var server = try machine.start("fd-leak", ["--limit", "40", "-l", "127.0.0.1:\(port)"] + cure)
      try server.next("listening")
      #expect(try machine.bomb(["-n", "60", "127.0.0.1:\(port)"]).status == 0)
      guard cure.isEmpty else {
        #expect(try machine.why([":\(port)"]).isHealthy)
        continue
      }
      try server.skip(to: "exhausted")
      let answer = try machine.why([":\(port)"])
      #expect(answer.status == 1 && answer.causes == ["not-closed", "not-accepted"])
      try expectOwner("fd-leak", of: answer)
      #expect(answer["state"]?.text == "CLOSE_WAIT" && answer["limit"]?.integer == 40)
      #expect((36 ... 41).contains(answer["descriptors"]?.integer ?? 0))
      // Held by the program, and waiting for it: all sixty.
      let waiting = try #require(answer.all("finding")[1]["standing"]?.integer)
      #expect(answer["sockets"]?.integer == 60 - waiting)
      let fd = try #require(answer["fd"]?.integer)
      #expect((3 ..< 40).contains(fd))
      try machine.send(SIGTERM, to: "fd-leak")
      #expect(try server.ending() == .exited(0))
    }
  }

  @Test func `names of a half-closed pair the program that has not closed, not the one that waits for it`() throws {
    var server = try machine.start(
      "halfclose-server", ["-f", "/etc/passwd", "-c", "1", "-i", "1m", "-l", "127.0.0.1:4000"])
    try server.next("listening")
    var client = try machine.start("halfclose-client", ["-s", "127.0.0.1:4000", "-w", "10ms"])
    try client.next("connected")
    try client.next("half-closed")
    try machine.await(1, "finwait2", port: 4000)
    let answer = try machine.why([":4000"])
    #expect(answer.status == 1 && answer.causes == ["not-closed"])
    try expectOwner("halfclose-server", of: answer)
    #expect(answer["state"]?.text == "CLOSE_WAIT" && answer["peer_command"]?.text == "halfclose-clien")
    let local = try #require(answer["local"]?.text)
    let remote = try #require(answer["remote"]?.text)
    #expect(local == "127.0.0.1:4000")
    #expect(try machine.why([remote, local]).causes == ["not-closed"])
    let pid = try #require(answer["peer_pid"]?.integer)
    #expect(try machine.why(["\(pid)"]).causes == ["not-closed"])
  }

  @Test func `knows ports used up by TIME_WAIT, in a socket's own range and in the kernel's`() throws {
    let target = try machine.target()
    #expect(try machine.bomb(["--ports", "40000-40099", "-n", "150", target]).status == 1)
    for ports in [[], ["--ports", "40000-40099"]] {
      let answer = try machine.why([target] + ports)
      #expect(answer.status == 1 && answer.causes == ["ports-used-up"])
      #expect(answer["range"]?.text == "40000-40099" && answer["remote"]?.text == target)
      #expect(answer["time_wait"]?.integer == 100 && answer["live"]?.integer == 0)
      #expect(answer["pid"] == nil)
    }
    #expect(try machine.why([target, "--ports", "40000-40199"]).isHealthy)
    #expect(try machine.why([target, "--ports", "50000-50199"]).isHealthy)
  }

  @Test func `knows ports used up by connections, and whose they are`() throws {
    let target = try machine.target()
    try machine.succeed(["sh", "-c", "echo 40000 40019 > /proc/sys/net/ipv4/ip_local_port_range"])
    let load = try machine.start("tcp-load", ["-c", "20", "--idle", "-t", "1m", target])
    try machine.await(40, "established", port: 8080)
    let answer = try machine.why([target])
    #expect(answer.causes == ["ports-used-up"])
    #expect(answer["live"]?.integer == 20 && answer["time_wait"]?.integer == 0 && answer["ports"]?.integer == 20)
    try expectOwner("tcp-load", of: answer)
    #expect(try machine.bomb(["-n", "1", target]).lines.first == "failure errno=EADDRNOTAVAIL count=1")
    _ = consume load
  }

  @Test func `knows a full accept queue, and who does not accept, also from the side of those who wait`() throws {
    var server = try machine.start("echo-server", ["--backlog", "4", "-l", "127.0.0.1:8080"])
    try server.next("listening")
    try machine.stop("echo-server")
    let load = try machine.start("tcp-load", ["-c", "12", "--idle", "-t", "1m", "127.0.0.1:8080"])
    try machine.await(7, "synsent", port: 8080)
    let client = try machine.inside(try machine.process("tcp-load"))
    for words in [[":8080"], ["\(client)"]] {
      let answer = try machine.why(words)
      #expect(answer.status == 1 && answer.causes == ["not-accepted"])
      try expectOwner("echo-server", of: answer)
      #expect(answer["state"]?.text == "LISTEN" && answer["standing"]?.integer == 5)
      #expect(answer["waiting"]?.integer == 5 && answer["backlog"]?.integer == 4)
    }
    try machine.send(SIGCONT, to: "echo-server")
    try machine.await(0, "synsent", port: 8080)
    #expect(try machine.why([":8080"]).isHealthy)
    _ = consume load
  }

  @Test func `knows who does not read where the window is closed`() throws {
    try machine.succeed(["sh", "-c", "head -c 20000000 /dev/zero > /run/file"])
    var server = try machine.start("halfclose-server", ["-f", "/run/file", "-c", "0", "-l", "[::1]:4000"])
    try server.next("listening")
    var client = try machine.start("halfclose-client", ["-s", "[::1]:4000", "-b", "1"])
    try client.next("connected")
    try machine.stop("halfclose-clien")
    // Until the queues are full, it goes on.
    var answer = try machine.why(["[::1]:4000"])
    _ = try Patience.wait {
      if answer["because"]?.text?.contains("the peer waits") != true { answer = try machine.why(["[::1]:4000"]) }
      return answer["because"]?.text?.contains("the peer waits") == true
    }
    #expect(answer.status == 1 && answer.causes == ["not-read"])
    try expectOwner("halfclose-client", of: answer)
    #expect(answer["peer_command"]?.text == "halfclose-serve")
    #expect(answer["because"]?.text?.contains("the peer waits") == true)
    #expect((answer["unread_octets"]?.integer ?? 0) > 10_000)
  }

  @Test func `knows a SYN that nothing answers`() throws {
    // A link on which nobody answers and nobody is asked for an address.
    try machine.succeed([
      "sh", "-c",
      """
      ip link add near type veth peer name far && ip address add 192.0.2.1/24 dev near && ip link set far up &&
      ip link set near arp off up
      """,
    ])
    let client = try machine.start("echo-client", ["192.0.2.2:80"])
    try machine.await(1, "synsent", port: 80)
    let answer = try machine.why(["192.0.2.2:80"])
    #expect(answer.status == 1 && answer.causes == ["syn-unanswered"])
    try expectOwner("echo-client", of: answer)
    #expect(answer["attempts"]?.integer == 1 && answer["next_ms"]?.integer != nil && answer["silent_ms"] == nil)
    _ = consume client
  }

  @Test(.enabled(if: Spawn.search("nft") != nil, "needs nft(8)"))
  func `knows a connection of which nothing is acknowledged any more`() throws {
    var pair = try EchoPair(in: machine)
    #expect(try machine.why([":\(pair.port)"]).isHealthy)
    let drop = "add rule t c tcp dport \(pair.port) drop"
    try machine.succeed(["nft", "add table t; add chain t c { type filter hook input priority 0; }; \(drop)"])
    try pair.write("lost\n")
    let repeats = try Patience.wait { try !machine.succeed(["/run/tools/tcp-states"]).contains("unanswered=0 ") }
    try #require(repeats)
    let answer = try machine.why([":\(pair.port)"])
    #expect(answer.status == 1 && answer.causes == ["unacknowledged"])
    try expectOwner("echo-client", of: answer)
    #expect(answer["unacked_octets"]?.integer == 5 && (answer["retransmissions"]?.integer ?? 0) > 0)
  }
}
