import SocketKit
import Testing

@Suite struct `The limit of descriptors` {
  @Test func `is lowered, in force, and raised again`() async {
    await #expect(processExitsWith: .success) {
      let before = DescriptorLimit.current
      #expect(before.soft > 0)
      #expect(before.soft <= before.hard)
      let file = try FileDescriptor.open("/dev/null", .read)
      try DescriptorLimit.setSoft(Int(file.rawValue) + 1)
      #expect(DescriptorLimit.current == (Int(file.rawValue) + 1, before.hard))
      try leaveFree(0)
      #expect(throws: Errno.tooManyOpenFiles) { _ = try file.duplicate() }
      try DescriptorLimit.setSoft(before.hard)
      #expect(DescriptorLimit.current == (before.hard, before.hard))
      #expect(throws: Never.self) { _ = try file.duplicate() }
    }
  }

  @Test func `cannot exceed the hard one, nor be less than none`() async {
    await #expect(processExitsWith: .success) {
      let before = DescriptorLimit.current
      #expect(throws: Errno.invalidArgument) { try DescriptorLimit.setSoft(before.hard + 1) }
      #expect(throws: Errno.invalidArgument) { try DescriptorLimit.setSoft(-1) }
      #expect(DescriptorLimit.current == before)
    }
  }
}
