import Glibc
import SocketKit
import Testing

@Suite("port-bomb, on a machine of its own,", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct PortBombTests {
  private let machine: PrivateMachine

  init() throws {
    machine = try .withLoopback()
    // On a loopback the kernel takes ports out of TIME_WAIT after a second, unless told otherwise; and a RST that answers
    // a late ACK ends it anywhere (RFC 1337).
    let settings = "cd /proc/sys/net/ipv4 && echo 0 > tcp_tw_reuse && echo 1 > tcp_rfc1337"
    try machine.succeed(["sh", "-c", settings])
  }

  /// An echo server that runs as long as the machine; its port is below those that the kernel gives.
  private func target() throws -> String {
    try machine.succeed(["sh", "-c", "/run/tools/echo-server -q -l 127.0.0.1:8080 > /dev/null &"])
    let listens = try Patience.wait { try machine.succeed(["/run/tools/tcp-states", "-l", "-p", "8080"]) != "" }
    try #require(listens, "no echo-server")
    return "127.0.0.1:8080"
  }

  private func bomb(_ arguments: [String]) throws -> (lines: [String], status: Int?) {
    let outcome = try machine.run(["/run/tools/port-bomb"] + arguments)
    #expect(outcome.errorText == "")
    return (outcome.outputText.split(separator: "\n").map(String.init), outcome.status)
  }

  @Test func `uses up a hundred ports at once, names the reason, and leaves one TIME_WAIT a port`() throws {
    let target = try target()
    let (lines, status) = try bomb(["--ports", "40000-40099", "-n", "300", target])
    #expect(lines.first == "failure errno=EADDRNOTAVAIL count=200")
    #expect(lines.last?.hasPrefix("summary attempted=300 connected=100 failed=200 ") == true, "\(lines)")
    #expect(lines.last?.hasSuffix(" time_wait_before=0 time_wait_after=100 ports_available=100") == true, "\(lines)")
    #expect(lines.count == 2)
    #expect(status == 1)
    // What is left is counted as what was there before.
    let again = try bomb(["--ports", "40000-40099", "-n", "1", target])
    #expect(again.lines.last?.contains(" time_wait_before=100 time_wait_after=100 ") == true, "\(again.lines)")
  }

  @Test func `uses up ports that are not the kernel's to give`() throws {
    let (lines, status) = try bomb(["--ports", "20000-20049", "-n", "120", try target()])
    #expect(lines.first == "failure errno=EADDRINUSE count=70")
    #expect(lines.last?.hasSuffix(" time_wait_before=0 time_wait_after=50 ports_available=50") == true, "\(lines)")
    #expect(status == 1)
  }

  @Test func `uses up the machine's own range, which it reads and does not change`() throws {
    let file = "/proc/sys/net/ipv4/ip_local_port_range"
    let reserved = "/proc/sys/net/ipv4/ip_local_reserved_ports"
    try machine.succeed(["sh", "-c", "echo 40000 40059 > \(file); echo 40005-40009 > \(reserved)"])
    let (lines, status) = try bomb(["-n", "100", try target()])
    #expect(lines.first == "failure errno=EADDRNOTAVAIL count=45")
    #expect(lines.last?.hasSuffix(" time_wait_after=55 ports_available=55") == true, "\(lines)")
    #expect(status == 1)
    #expect(try machine.succeed(["cat", file]) == "40000\t40059\n")
  }

  @Test(arguments: [
    (["--pool", "5"], "time_wait_before=0 time_wait_after=5 ports_available=100"),
    (["--reset"], "time_wait_before=0 time_wait_after=0 ports_available=100"),
    (["--sources", "127.0.0.1-127.0.0.3"], "time_wait_before=0 time_wait_after=300 ports_available=300"),
  ])
  func `is cured of a hundred ports`(cure: [String], left: String) throws {
    let (lines, status) = try bomb(["--ports", "40000-40099", "-n", "300"] + cure + [try target()])
    #expect(lines.count == 1)
    #expect(lines.last?.hasPrefix("summary attempted=300 connected=300 failed=0 ") == true, "\(lines)")
    #expect(lines.last?.hasSuffix(left) == true, "\(lines)")
    #expect(status == 0)
  }

  @Test func `cycles through sources and ports that are not the kernel's`() throws {
    let arguments = ["--ports", "20000-20009", "--sources", "127.0.0.1-127.0.0.3"]
    let target = try target()
    #expect(try bomb(arguments + ["-n", "30", target]).status == 0)
    #expect(try bomb(arguments + ["-n", "30", target]).lines.first == "failure errno=EADDRINUSE count=30")
  }

  @Test func `connects ten thousand times in less than five seconds`() throws {
    var bomb = try machine.start("port-bomb", ["-n", "10000", try target()])
    let summary = try bomb.next("summary")
    #expect(summary["connected"] == "10000" && summary["failed"] == "0" && summary["time_wait_after"] == "10000")
    let seconds = try #require(Double(summary["seconds"] ?? ""))
    #expect(seconds > 0 && seconds < 5)
  }

  @Test func `takes of a name's addresses the one that answers, and counts only what it did there`() throws {
    let hosts = "printf '127.0.0.2 two\n127.0.0.3 two\n' > /run/hosts && mount --bind /run/hosts /etc/hosts"
    let servers = "/run/tools/echo-server -q -l 127.0.0.2:8080 & /run/tools/echo-server -q -l 127.0.0.3:8081 &"
    try machine.succeed(["sh", "-c", "\(hosts) && { exec > /dev/null; \(servers) }"])
    let listen = try Patience.wait {
      try machine.succeed(["/run/tools/tcp-states", "-l"]).split(separator: "\n").count == 2
    }
    try #require(listen, "no echo-server")
    // Whichever address comes first, one of the two is refused there.
    for port in [8080, 8081] {
      let (lines, status) = try bomb(["-n", "10", "two:\(port)"])
      #expect(lines.count == 1)
      #expect(lines.last?.hasPrefix("summary attempted=10 connected=10 failed=0 ") == true, "\(lines)")
      #expect(status == 0)
    }
    #expect(try bomb(["-n", "10", "two:8082"]).lines.first == "failure errno=ECONNREFUSED count=10")
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser, PrivateMachine.needs))
  func `needs no privilege`() throws {
    let target = try target()
    var bomb = try machine.startOrdinary("port-bomb", ["-n", "20", "--ports", "40000-40009", target])
    #expect(try bomb.next("failure") == ["errno": "EADDRNOTAVAIL", "count": "10"])
    #expect(try bomb.next("summary")["time_wait_after"] == "10")
    #expect(try bomb.ending() == .exited(1))
  }
}
