import SocketKit
import Testing

@Suite struct `A pipe taken apart` {
  @Test func `keeping the read end closes the other`() throws {
    let end = try Pipe().intoReadEnd()
    #expect(try end.found() == .endOfStream)
  }

  @Test func `keeping the write end leaves nobody to read`() async {
    await #expect(processExitsWith: .success) {
      Signal.ignoreBrokenPipe()
      let end = try Pipe().intoWriteEnd()
      #expect(throws: Errno.brokenPipe) { _ = try end.write("x") }
    }
  }

  @Test func `one descriptor left is too few`() async {
    await #expect(processExitsWith: .success) {
      try leaveFree(1)
      #expect(throws: Errno.tooManyOpenFiles) { _ = try Pipe() }
    }
  }
}
