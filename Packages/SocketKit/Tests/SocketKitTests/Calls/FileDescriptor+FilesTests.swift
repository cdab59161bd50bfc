import Glibc
import SocketKit
import Testing

@Suite struct `Files by path` {
  /// A folder of this test's own, which it removes again.
  private static func inFolder(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/socketkit-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!) }
    try #require(made != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
      unlink(folder + "/file")
      rmdir(folder)
    }
    try body(folder + "/file")
  }

  private static func text(_ path: String, limit: Int = 1000) throws(Errno) -> String {
    String(decoding: try FileDescriptor.contents(of: path, limit: limit), as: UTF8.self)
  }

  @Test func `create wants a new name; write and read one that is there`() throws {
    try Self.inFolder { path in
      for access in [FileDescriptor.Access.read, .write] {
        #expect(throws: Errno.noSuchFile) { _ = try FileDescriptor.open(path, access).close() }
      }
      try FileDescriptor.open(path, .create).close()
      #expect(throws: Errno.fileExists) { _ = try FileDescriptor.open(path, .create).close() }
    }
  }

  @Test func `append adds, write overwrites in place, replace empties`() throws {
    try Self.inFolder { path in
      let first = try FileDescriptor.open(path, .append)
      _ = try first.write("abc")
      let second = try FileDescriptor.open(path, .append)
      _ = try second.write("def")
      #expect(try Self.text(path) == "abcdef")
      try FileDescriptor.write("XY", to: path)
      #expect(try Self.text(path) == "XYcdef")
      try FileDescriptor.open(path, .replace).close()
      #expect(try Self.text(path) == "")
    }
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 200_000])
  func `a file without an end is cut at the limit`(limit: Int) throws {
    #expect(try FileDescriptor.contents(of: "/dev/zero", limit: limit).count == limit)
  }

  @Test func `a short file is whole, also one that the kernel makes up`() throws {
    #expect(try FileDescriptor.contents(of: "/dev/null", limit: 10) == [])
    #expect(try Self.text("/proc/self/comm", limit: 64).hasSuffix("\n"))
  }

  @Test func `what cannot be read says why`() {
    #expect(throws: Errno.noSuchFile) { try FileDescriptor.contents(of: "/no/such/file", limit: 1) }
    #expect(throws: Errno(rawValue: EISDIR)) { try FileDescriptor.contents(of: "/", limit: 1) }
    #expect(throws: Errno.invalidArgument) { try FileDescriptor.contents(of: "/dev/null\0.txt", limit: 1) }
  }

  @Test func `a full disk is an error, not a silence`() {
    #expect(throws: Errno.noSpace) { try FileDescriptor.write("x", to: "/dev/full") }
  }

  @Test func `readNow does not wait for a fifo's writer`() throws {
    try Self.inFolder { path in
      try #require(mkfifo(path, 0o600) == 0)
      #expect(try FileDescriptor.open(path, .readNow).status().kind == .fifo)
    }
  }

  @Test func `a read at a place leaves the descriptor's own place`() throws {
    try Self.inFolder { path in
      try FileDescriptor.open(path, .create).writeAll(Array("0123456789".utf8).span.bytes)
      let file = try FileDescriptor.open(path, .read)
      let middle = try Found { buffer throws(Errno) in try file.read(into: &buffer, at: 3, most: 4) }
      let last = try Found { buffer throws(Errno) in try file.read(into: &buffer, at: 8) }
      let behind = try Found { buffer throws(Errno) in try file.read(into: &buffer, at: 10) }
      #expect([middle, last, behind] == [.text("3456"), .text("89"), .endOfStream])
      #expect(try file.found() == .text("0123456789"))
    }
  }
}
