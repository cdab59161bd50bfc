import SocketKit
import Testing

@Suite struct `A spare descriptor` {
  @Test func `makes room for one at the limit, and takes the place again`() async {
    await #expect(processExitsWith: .success) {
      var spare = SpareDescriptor()
      let file = try FileDescriptor.open("/dev/null", .read)
      try DescriptorLimit.setSoft(Int(file.rawValue) + 1)
      try leaveFree(0)
      #expect(throws: Errno.tooManyOpenFiles) { _ = try file.duplicate() }
      let wasThere = spare.release()
      #expect(wasThere)
      #expect(throws: Never.self) { _ = try file.duplicate() }
      spare.restore()
      #expect(throws: Errno.tooManyOpenFiles) { _ = try file.duplicate() }
      let isBack = spare.release()
      let isBackTwice = spare.release()
      #expect(isBack)
      #expect(!isBackTwice)
    }
  }
}
