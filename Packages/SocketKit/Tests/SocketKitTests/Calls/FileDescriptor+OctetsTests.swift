import Glibc
import SocketKit
import Testing

@Suite struct `Octets through a pipe` {
  @Test func `a read finds octets, nothing yet, or the end`() throws {
    let pipe = try Pipe()
    try pipe.readEnd.setNonblocking(true)
    #expect(try pipe.readEnd.found() == .notReady)
    _ = try pipe.writeEnd.write("abc")
    #expect(try pipe.readEnd.found(room: 2) == .text("ab"))
    #expect(try pipe.readEnd.found() == .text("c"))
    let readEnd = pipe.intoReadEnd()
    // Waited for: a child that another test is starting holds the other end until it executes.
    #expect(try readEnd.next() == .endOfStream)
    #expect(try readEnd.found() == .endOfStream)
  }

  @Test func `a full pipe takes nothing`() throws {
    let pipe = try Pipe()
    try pipe.writeEnd.setNonblocking(true)
    let chunk = [UInt8](repeating: 1, count: 4096)
    while try pipe.writeEnd.write(chunk.span.bytes) > 0 {}
    #expect(try pipe.writeEnd.write(chunk.span.bytes) == 0)
    let ready = isReady(.writable, pipe.writeEnd)
    #expect(!ready)
  }

  @Test func `writing all outlasts a slow reader`() throws {
    let pipe = try Pipe()
    try pipe.writeEnd.setNonblocking(true)
    let octets = (0 ..< 1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let writer = try pipe.writeEnd.duplicate().release()
    let source = pipe.intoReadEnd()
    let thread = OwnThread {
      let end = FileDescriptor(owning: writer)
      #expect(throws: Never.self) { try end.writeAll(octets.span.bytes) }
    }
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 5000)
    while true {
      var span = buffer.mutableSpan
      var bytes = span.mutableBytes
      guard case .octets(let count) = try source.read(into: &bytes) else { break }
      received += buffer[..<count]
    }
    thread.join()
    #expect(received == octets)
  }

  @Test func `writing to a reader that left is an error and no death`() async {
    await #expect(processExitsWith: .success) {
      Signal.ignoreBrokenPipe()
      let end = try Pipe().intoWriteEnd()
      #expect(throws: Errno.brokenPipe) { _ = try end.write("x") }
      try end.setNonblocking(true)
      #expect(throws: Errno.brokenPipe) { try end.writeAll([1, 2, 3].span.bytes) }
    }
  }

  @Test func `a descriptor of the wrong direction says so`() throws {
    let pipe = try Pipe()
    #expect(throws: Errno(rawValue: EBADF)) { try pipe.writeEnd.found() }
    #expect(throws: Errno(rawValue: EBADF)) { try pipe.readEnd.write("x") }
  }

  @Test func `nonblocking is a switch that leaves the other flags`() throws {
    let file = try FileDescriptor.open("/dev/null", .append)
    let before = fcntl(file.rawValue, F_GETFL, 0)
    try file.setNonblocking(true)
    try file.setNonblocking(true)
    #expect(fcntl(file.rawValue, F_GETFL, 0) == before | O_NONBLOCK)
    try file.setNonblocking(false)
    #expect(fcntl(file.rawValue, F_GETFL, 0) == before)
  }
}
