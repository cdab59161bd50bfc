import Glibc
import SocketKit
import Testing

@Suite("port-bomb, on a machine of its own,", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct PortBombTests {
  private let machine: PrivateMachine

  init() throws {
    machine = try .wherePortsStay()
  }

  @Test func `uses up a hundred ports at once, names the reason, and leaves one TIME_WAIT a port`() throws {
    let target = try machine.target()
    let (lines, status) = try machine.bomb(["--ports", "40000-40099", "-n", "300", target])
    #expect(lines.first == "failure errno=EADDRNOTAVAIL count=200")
    #expect(lines.last?.hasPrefix("summary attempted=300 connected=100 failed=200 ") == true, "\(lines)")
    #expect(lines.last?.hasSuffix(" time_wait_before=0 time_wait_after=100 ports_available=100") == true, "\(lines)")
    #expect(lines.count == 2)
    #expect(status == 1)
    // What is left is counted as what was there before.
    let again = try machine.bomb(["--ports", "40000-40099", "-n", "1", target])
    #expect(again.lines.last?.contains(" time_wait_before=100 time_wait_after=100 ") == true, "\(again.lines)")
  }

  /// A port that the kernel gives out may be the one that is asked for: the socket meets itself.
  @Test func `finds nobody where nobody listens, not even itself`() throws {
    try machine.succeed(["sh", "-c", "echo 40000 40003 > /proc/sys/net/ipv4/ip_local_port_range"])
    let (lines, status) = try machine.bomb(["-n", "50", "127.0.0.1:40001"])
    #expect(lines.last?.contains(" connected=0 failed=50 ") == true, "\(lines)")
    #expect(lines.contains("failure errno=ECONNREFUSED count=50"), "\(lines)")
    #expect(status == 1)
  }

  @Test func `uses up ports that are not the kernel's to give`() throws {
    let (lines, status) = try machine.bomb(["--ports", "20000-20049", "-n", "120", try machine.target()])
    #expect(lines.first == "failure errno=EADDRINUSE count=70")
    #expect(lines.last?.hasSuffix(" time_wait_before=0 time_wait_after=50 ports_available=50") == true, "\(lines)")
    #expect(status == 1)
  }

  @Test(arguments: [
    (["--pool", "5"], "time_wait_before=0 time_wait_after=5 ports_available=100"),
    (["--reset"], "time_wait_before=0 time_wait_after=0 ports_available=100"),
    (["--sources", "127.0.0.1-127.0.0.3"], "time_wait_before=0 time_wait_after=300 ports_available=300"),
  ])
  func `is cured of a hundred ports`(cure: [String], left: String) throws {
    let (lines, status) = try machine.bomb(["--ports", "40000-40099", "-n", "300"] + cure + [try machine.target()])
    #expect(lines.count == 1)
    #expect(lines.last?.hasPrefix("summary attempted=300 connected=300 failed=0 ") == true, "\(lines)")
    #expect(lines.last?.hasSuffix(left) == true, "\(lines)")
    #expect(status == 0)
  }

  @Test func `cycles through sources and ports that are not the kernel's`() throws {
    let arguments = ["--ports", "20000-20009", "--sources", "127.0.0.1-127.0.0.3"]
    let target = try machine.target()
    #expect(try machine.bomb(arguments + ["-n", "30", target]).status == 0)
    #expect(try machine.bomb(arguments + ["-n", "30", target]).lines.first == "failure errno=EADDRINUSE count=30")
  }

  @Test func `connects ten thousand times in less than five seconds`() throws {
    var bomb = try machine.start("port-bomb", ["-n", "10000", try machine.target()])
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
      let (lines, status) = try machine.bomb(["-n", "10", "two:\(port)"])
      #expect(lines.count == 1)
      #expect(lines.last?.hasPrefix("summary attempted=10 connected=10 failed=0 ") == true, "\(lines)")
      #expect(status == 0)
    }
    #expect(try machine.bomb(["-n", "10", "two:8082"]).lines.first == "failure errno=ECONNREFUSED count=10")
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser, PrivateMachine.needs))
  func `needs no privilege`() throws {
    let target = try machine.target()
    var bomb = try machine.startOrdinary("port-bomb", ["-n", "20", "--ports", "40000-40009", target])
    #expect(try bomb.next("failure") == ["errno": "EADDRNOTAVAIL", "count": "10"])
    #expect(try bomb.next("summary")["time_wait_after"] == "10")
    #expect(try bomb.ending() == .exited(1))
  }
}
