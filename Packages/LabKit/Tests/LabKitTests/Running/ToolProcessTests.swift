import EventLoop
import Glibc
import SocketKit
import Testing

@testable import LabKit

@Suite("A tool's process", .enabled(if: geteuid() == 0, "needs root, to start a program in a namespace"))
struct ToolProcessTests {
  private func start(_ script: String) throws -> ToolProcess {
    let host = LabHost(try #require(HostPlan(name: "here", place: 1)), try Namespace.current(.network))
    return try ToolProcess(
      "tool", path: "/bin/sh", arguments: ["-c", script], on: host, telling: .output, feeding: true,
      recordsCalls: false, scrap: "")
  }

  @Test func `has no ending when it had to be killed, however often it is asked`() throws {
    let process = try start("exec cat")
    #expect(!process.hasEnded)
    process.kill()
    for _ in 0 ..< 2 {
      #expect(process.hasEnded)
      #expect(process.ending == nil)
    }
  }

  @Test func `has the ending that it came to by itself`() throws {
    let process = try start("exit 3")
    var loop = try EventLoop()
    try process.watch(in: &loop, .fixed(1))
    while !process.hasEnded {
      // Between the end of its output and its own there is nothing to wait for.
      _ = try loop.wait(until: Timestamp.monotonicNow + 1_000_000)
      process.read(in: loop)
    }
    #expect(process.ending == .exited(3))
  }
}
