import Glibc
import SocketKit
import Testing

@testable import UStackTool

@Suite struct `A table that keeps the kernel from a port` {
  @Test func `is left over once its owner ended, though nobody has reaped it`() throws {
    let pipe = try Pipe()
    var request = Spawn("/bin/cat")
    request.standard.input = pipe.readEnd.rawValue
    let owner = try ChildProcess(request)
    let table = "gotcp_\(owner.pid)_\(try #require(ProcessStart(of: owner.pid)).ticks)"
    #expect(!PortGuard.isLeftover(table))
    owner.send(.kill)
    try #require(try owner.descriptor.waitUntilReadable(by: Timestamp.monotonicNow + 10_000_000_000))
    #expect(PortGuard.isLeftover(table))
  }

  @Test func `is left over when its owner's number is another's by now`() throws {
    let own = try #require(ProcessStart(of: getpid())).ticks
    #expect(!PortGuard.isLeftover("gotcp_\(getpid())_\(own)"))
    #expect(PortGuard.isLeftover("gotcp_\(getpid())_\(own + 1)"))
    #expect(PortGuard.isLeftover("gotcp_\(CInt.max)_\(own)"))
  }

  @Test(arguments: ["", "filter", "gotcp_", "gotcp_1", "gotcp_1_x", "gotcp_99999999999_1", "gotcp_1_1_1", "other_1_1"])
  func `is none when its name is not of the kind`(_ name: String) {
    #expect(!PortGuard.isLeftover(name))
  }
}
