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

  @Test func `no descriptor left is an error, and half a pipe is closed again`() async {
    await #expect(processExitsWith: .success) {
      let first = try FileDescriptor.open("/dev/null", .read)
      try DescriptorLimit.setSoft(Int(first.rawValue) + 2)
      #expect(throws: Errno.tooManyOpenFiles) { _ = try Pipe() }
      let second = try FileDescriptor.open("/dev/null", .read)
      #expect(second.rawValue == first.rawValue + 1)
    }
  }
}
