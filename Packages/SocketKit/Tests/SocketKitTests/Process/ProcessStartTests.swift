import Glibc
import SocketKit
import Testing

@Suite struct `When a process was started` {
  @Test func `is the same each time, and later for a child`() throws {
    let own = try #require(ProcessStart(of: getpid()))
    #expect(own.ticks > 0)
    #expect(ProcessStart(of: getpid()) == own)
    #expect(try #require(ProcessStart(of: 1)).ticks <= own.ticks)
  }

  @Test func `is not known of a process that is not there`() {
    #expect(ProcessStart(of: .max) == nil)
    #expect(ProcessStart(of: -1) == nil)
  }

  @Test func `is not known of one that ended, though nobody has reaped it`() throws {
    let pipe = try Pipe()
    var request = Spawn("/bin/cat")
    request.standard.input = pipe.readEnd.rawValue
    var child = try ChildProcess(request)
    #expect(ProcessStart(of: child.pid) != nil)
    child.send(.kill)
    try wait(until: .readable, child.descriptor)
    #expect(ProcessStart(of: child.pid) == nil)
    #expect(child.wait() == .signalled(.kill))
  }

  @Test func `is found behind any name`() throws {
    let own = try #require(ProcessStart(of: getpid()))
    let name = try FileDescriptor.contents(of: "/proc/self/comm", limit: 64)
    defer { try? FileDescriptor.write(String(decoding: name.dropLast(), as: UTF8.self), to: "/proc/self/comm") }
    try FileDescriptor.write("a) R 1 2 (b)", to: "/proc/self/comm")
    #expect(ProcessStart(of: getpid()) == own)
  }
}
