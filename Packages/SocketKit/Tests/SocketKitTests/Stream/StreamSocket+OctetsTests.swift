import Glibc
import SocketKit
import Testing

@Suite struct `Octets through a connection` {
  @Test func `a read finds nothing yet, octets, or the end for good`() throws {
    let pair = try LoopbackPair()
    #expect(try pair.server.found() == .notReady)
    _ = try pair.client.write("abc")
    #expect(try pair.server.next(room: 2) == .text("ab"))
    #expect(try pair.server.found() == .text("c"))
    #expect(try pair.server.found() == .notReady)
    try pair.client.shutdown(.writing)
    #expect(try pair.server.next() == .endOfStream)
    #expect(try pair.server.found() == .endOfStream)
  }

  @Test func `a full send buffer takes nothing until the peer reads`() throws {
    let pair = try LoopbackPair()
    let total = try pair.client.fill()
    #expect(total > 0)
    #expect(try pair.client.write("x") == 0)
    #expect(try pair.client.write("x", "y") == 0)
    var taken = 0
    while taken < total {
      guard case .text(let more) = try pair.server.next(room: 1 << 20) else { break }
      taken += more.utf8.count
    }
    #expect(taken == total)
    try wait(until: .writable, pair.client.descriptor)
    #expect(try pair.client.write("x") == 1)
  }

  @Test(arguments: [("head", "body"), ("", "body"), ("head", "")])
  func `two runs go out as one`(first: String, second: String) throws {
    let pair = try LoopbackPair()
    #expect(try pair.client.write(first, second) == first.utf8.count + second.utf8.count)
    #expect(try pair.server.next(octets: first.utf8.count + second.utf8.count) == first + second)
    #expect(try pair.client.information().segmentsSent == 3, "SYN, ACK, data")
  }

  @Test func `octets behind those that were read keep their value`() throws {
    let pair = try LoopbackPair()
    _ = try pair.client.write("ab")
    try wait(until: .readable, pair.server.descriptor)
    var buffer = [UInt8](repeating: 0xEE, count: 4)
    var span = buffer.mutableSpan
    var bytes = span.mutableBytes
    #expect(try pair.server.read(into: &bytes) == .octets(2))
    #expect(buffer == [0x61, 0x62, 0xEE, 0xEE])
  }

  @Test func `an array takes what one read found, and keeps its length`() throws {
    let pair = try LoopbackPair()
    _ = try pair.client.write("ab")
    try wait(until: .readable, pair.server.descriptor)
    var buffer = [UInt8](repeating: 0xEE, count: 4)
    #expect(try pair.server.read(into: &buffer) == .octets(2))
    #expect(buffer == [0x61, 0x62, 0xEE, 0xEE])
  }

  @Test func `writing where nobody reads any more is an error and no death`() throws {
    let pair = try LoopbackPair()
    let client = pair.client
    pair.server.abort()
    #expect(throws: Errno.connectionReset) { try client.next() }
    #expect(throws: Errno.brokenPipe) { try client.write("x") }
    #expect(throws: Errno.brokenPipe) { try client.write("x", "y") }
  }
}

@Suite struct `A file's octets through a connection` {
  /// An unnamed file with this text.
  private static func file(_ text: String) throws -> FileDescriptor {
    let name = "/dev/shm/socketkit-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    let writer = try FileDescriptor.open(name, .create)
    defer { unlink(name) }
    _ = try writer.write(text)
    return try FileDescriptor.open(name, .read)
  }

  @Test func `go out from an offset that moves along`() throws {
    let pair = try LoopbackPair()
    let file = try Self.file("0123456789")
    var offset = 2
    #expect(try pair.client.send(file: file, offset: &offset, count: 3) == 3)
    #expect(offset == 5)
    #expect(try pair.client.send(file: file, offset: &offset, count: 1000) == 5)
    #expect(offset == 10)
    #expect(try pair.server.next(octets: 8) == "23456789")
  }

  @Test(arguments: [10, 11, 1 << 40])
  func `are none at and behind the file's end`(start: Int) throws {
    let pair = try LoopbackPair()
    let file = try Self.file("0123456789")
    var offset = start
    #expect(try pair.client.send(file: file, offset: &offset, count: 5) == 0)
    #expect(offset == start)
  }

  @Test func `are none when the send buffer is full`() throws {
    let pair = try LoopbackPair()
    _ = try pair.client.fill()
    let file = try Self.file("0123456789")
    var offset = 3
    #expect(try pair.client.send(file: file, offset: &offset, count: 5) == 0)
    #expect(offset == 3)
  }

  @Test func `cannot come from before its start or from a pipe`() throws {
    let pair = try LoopbackPair()
    let file = try Self.file("0123456789")
    var offset = -1
    #expect(throws: Errno.invalidArgument) { try pair.client.send(file: file, offset: &offset, count: 5) }
    #expect(offset == -1)
    let pipe = try Pipe()
    #expect(throws: Errno(rawValue: ESPIPE)) { try pair.client.send(file: pipe.readEnd, offset: &offset, count: 5) }
  }

  @Test func `to a peer that left are an error where SIGPIPE is ignored`() async {
    await #expect(processExitsWith: .success) {
      Signal.ignoreBrokenPipe()
      try Self.sendToNobody()
    }
  }

  @Test func `to a peer that left are death where it is not`() async {
    await #expect(processExitsWith: .signal(SIGPIPE)) {
      signal(SIGPIPE, SIG_DFL)
      try Self.sendToNobody()
    }
  }

  private static func sendToNobody() throws {
    let pair = try LoopbackPair()
    let client = pair.client
    pair.server.abort()
    #expect(throws: Errno.connectionReset) { try client.next() }
    let file = try Self.file("0123456789")
    var offset = 0
    #expect(throws: Errno.brokenPipe) { try client.send(file: file, offset: &offset, count: 5) }
  }
}
