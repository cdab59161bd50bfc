import Glibc
import SocketKit
import Testing

@testable import LabKit

@Suite struct `When a process was started` {
  @Test func `is the same each time, and later for a child`() throws {
    let own = try #require(ProcessStart.ticks(of: getpid()))
    #expect(own > 0)
    #expect(ProcessStart.ticks(of: getpid()) == own)
    #expect(try #require(ProcessStart.ticks(of: 1)) <= own)
  }

  @Test func `is not known of a process that is not there`() {
    #expect(ProcessStart.ticks(of: .max) == nil)
    #expect(ProcessStart.ticks(of: -1) == nil)
  }

  @Test func `is found behind any name`() throws {
    let own = try #require(ProcessStart.ticks(of: getpid()))
    let name = try FileDescriptor.contents(of: "/proc/self/comm", limit: 64)
    defer { try? FileDescriptor.write(String(decoding: name.dropLast(), as: UTF8.self), to: "/proc/self/comm") }
    try FileDescriptor.write("a) R 1 2 (b)", to: "/proc/self/comm")
    #expect(ProcessStart.ticks(of: getpid()) == own)
  }
}
