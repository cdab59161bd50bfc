import Glibc
import SocketKit
import Testing

/// What becomes of the kernel whose address a stack borrows.
@Suite("A borrowed port", .enabled(if: StackWire.isPossible, StackWire.needs))
struct BorrowedPortTests {
  private let wire: StackWire

  init() throws { wire = try StackWire() }

  private func start() throws -> EchoProcess {
    var server = try wire.start("gotcp-tcpserver", StackWire.borrowed + ["-p", "7"])
    try server.next("listening")
    return server
  }

  @Test func `takes nothing else away: the kernel's own connections live on beside it`() throws {
    var kernel = try wire.start("echo-server", ["-l", "10.5.0.1:8080"])
    try kernel.next("listening")
    _ = try start()
    let words = wire.far(["/run/tools/tcp-load", "10.5.0.1:8080", "-c", "4", "-t", "300ms", "--verify", "-q"])
    let outcome = try wire.machine.run(words)
    #expect(outcome.status == 0 && outcome.outputText.contains(" errors=0 "), "\(outcome)")
  }

  @Test func `is refused when the kernel gave it to somebody, who keeps it`() throws {
    var kernel = try wire.start("echo-server", ["-l", "10.5.0.1:7"])
    try kernel.next("listening")
    let outcome = try wire.run("gotcp-tcpserver", StackWire.borrowed + ["-p", "7"])
    #expect(outcome.status == 71)
    #expect(outcome.errorText == "gotcp-tcpserver: bind 10.5.0.1:7: Address already in use\n")
    #expect(try wire.tables() == [])
  }

  @Test func `is the kernel's again after SIGKILL with the next that is borrowed`() throws {
    var killed = try start()
    let left = try wire.tables()
    #expect(left.count == 1 && left[0].hasPrefix("table ip gotcp_"))
    try wire.machine.send(SIGKILL, to: "gotcp-tcpserver")
    #expect(try killed.ending() == .signalled(.kill))
    #expect(try wire.tables() == left)

    var next = try start()
    let own = try wire.tables()
    #expect(own.count == 1 && own != left)
    try wire.machine.send(SIGTERM, to: "gotcp-tcpserver")
    _ = try next.skip(to: "stopped")
    #expect(try next.ending() == .exited(0))
    #expect(try wire.tables() == [])
  }

  @Test func `leaves the table of somebody who lives`() throws {
    _ = try start()
    let theirs = try wire.tables()
    var second = try wire.start("gotcp-tcpserver", StackWire.borrowed + ["-p", "9"])
    try second.next("listening")
    #expect(try wire.tables().count == 2 && wire.tables().contains(theirs[0]))
  }

  @Test func `and a station that is not the interface's leave it as it was, after SIGKILL too`() throws {
    let before = try wire.machine.succeed(["ip", "-d", "link", "show", "near"])
    let words = StackWire.own + ["--mac", "02:00:00:00:00:09", "-p", "7"]
    var server = try wire.start("gotcp-tcpserver", words)
    try server.next("listening")
    #expect(try wire.machine.succeed(["ip", "-d", "link", "show", "near"]).contains("promiscuity 1"))
    let echo = wire.far(["sh", "-c", "echo hello | nc -N 10.5.0.7 7"])
    #expect(try wire.machine.run(echo).outputText == "hello\n")
    try wire.machine.send(SIGKILL, to: "gotcp-tcpserver")
    #expect(try server.ending() == .signalled(.kill))
    #expect(try wire.machine.succeed(["ip", "-d", "link", "show", "near"]) == before)
  }

  @Test func `cannot be had without nft, which is said`() throws {
    let script = "mkdir /run/bin && mount --bind /run/bin /usr/sbin && exec /run/tools/gotcp-tcpserver -i near -p 7"
    let outcome = try wire.machine.run(["unshare", "--mount", "env", "PATH=/usr/bin", "sh", "-c", script])
    #expect(outcome.status == 69 && outcome.errorText.hasPrefix("gotcp-tcpserver: nft: not installed"), "\(outcome)")
  }
}
