import Glibc
import SocketKit
import Testing

/// What the kernel does with what comes for an address that is the stack's alone.
@Suite("An address of a stack's own", .enabled(if: StackWire.isPossible, StackWire.needs))
struct ShieldedStackTests {
  private let wire: StackWire

  init() throws {
    wire = try StackWire()
    try wire.machine.succeed(["sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward"])
  }

  /// What the near kernel sent on for others, and what it threw away because it knew no way or was not meant.
  private func touched() throws -> Int {
    let lines = try wire.machine.succeed(["cat", "/proc/net/snmp"]).split(separator: "\n")
      .filter { $0.hasPrefix("Ip: ") }.map { $0.split(separator: " ") }
    try #require(lines.count == 2 && lines[0].count == lines[1].count)
    return zip(lines[0], lines[1]).filter { ["ForwDatagrams", "InAddrErrors", "OutNoRoutes"].contains($0.0) }
      .reduce(0) { $0 + (Int($1.1) ?? 0) }
  }

  private func converse() throws {
    let echo = wire.far(["sh", "-c", "echo hello | nc -N 10.5.0.7 7"])
    #expect(try wire.machine.run(echo).outputText == "hello\n")
  }

  private static let canShield = (try? IngressShield(hiding: 0, on: NetworkInterface(named: "lo"))) != nil

  @Test(.enabled(if: canShield, "needs Linux 6.6, and root, who may load programs into it"))
  func `is kept from a kernel that forwards`() throws {
    var server = try wire.start("gotcp-tcpserver", ["-v", "-p", "7"] + StackWire.own)
    #expect(try server.next("stack")["shielded"] == "true")
    try server.next("listening")
    let before = try touched()
    try converse()
    #expect(try touched() == before)
    // It is gone with the tool, after SIGKILL too.
    try wire.machine.send(SIGKILL, to: "gotcp-tcpserver")
    #expect(try server.ending() == .signalled(.kill))
    _ = try wire.machine.run(wire.far(["ping", "-c", "1", "-W", "1", "10.5.0.7"]))
    #expect(try touched() > before)
  }

  @Test func `works without the right to keep it, while the kernel forwards what it can`() throws {
    let without = ["setpriv", "--bounding-set", "-net_admin,-sys_admin,-bpf"]
    var server = try EchoProcess(
      "gotcp-tcpserver", ["-v", "-p", "7"] + StackWire.own, before: wire.machine.words(without))
    #expect(try server.next("stack")["shielded"] == "false")
    try server.next("listening")
    let before = try touched()
    try converse()
    #expect(try touched() > before)
  }
}
