import Glibc
import SocketKit
import Testing

@testable import Observe

@Suite struct `What the kernel says beside the sockets` {
  @Test func `is the limit of descriptors, and how many are open`() throws {
    let text = """
      Limit                     Soft Limit           Hard Limit           Units
      Max file locks            1                    2                    locks
      Max open files            1024                 524288               files

      """
    #expect(DescriptorUse.limit(in: Array(text.utf8)) == 1024)
    #expect(DescriptorUse.limit(in: Array("Max open files unlimited unlimited files".utf8)) == .max)
    for text in ["", "Max open files", "Max open files many", "max open files 5"] {
      #expect(DescriptorUse.limit(in: Array(text.utf8)) == nil)
    }
    let ours = try DescriptorUse(of: getpid())
    #expect(ours.limit == DescriptorLimit.current.soft && ours.open > 2)
    #expect(throws: Errno.noSuchFile) { try DescriptorUse(of: .max) }
  }

  @Test func `is what listeners dropped`() throws {
    let text = "TcpExt: SyncookiesSent ListenOverflows ListenDrops\nTcpExt: 1 22 333\nIpExt: ListenDrops\nIpExt: 4\n"
    #expect(ListenCounters(Array(text.utf8)) == ListenCounters(overflows: 22, drops: 333))
    for text in ["", "TcpExt: ListenDrops", "TcpExt: ListenDrops\n", "TcpExt: ListenDrops\nTcpExt: x\n"] {
      #expect(ListenCounters(Array(text.utf8)) == ListenCounters())
    }
    #expect(try ListenCounters.current().overflows >= 0)
  }

  @Test(arguments: [
    ("127.0.0.1:9", "10.0.0.1:80", true), ("10.0.0.1:9", "127.9.9.9:80", true), ("10.0.0.1:9", "10.0.0.1:80", false),
    ("[::1]:9", "[::1]:80", true), ("[2001:db8::1]:9", "[2001:db8::2]:80", false),
  ])
  func `is which connections are of the loopback`(local: String, remote: String, isFree: Bool) throws {
    let socket = SocketSnapshot(
      local: try #require(SocketAddress(local)), remote: try #require(SocketAddress(remote)), state: .timeWait,
      timer: SocketTimer(.timeWait, expiresMilliseconds: 59_000))
    #expect(TimeWaitReuse(.loopback).frees(socket) == isFree)
    #expect(TimeWaitReuse(.always).frees(socket) && !TimeWaitReuse(.never).frees(socket))
    #expect(!TimeWaitReuse(.always, delayMilliseconds: 1001).frees(socket))
  }
}
