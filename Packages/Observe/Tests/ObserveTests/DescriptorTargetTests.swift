import Testing

import Observe

@Suite struct `A descriptor's link` {
  @Test func `says what it refers to`() {
    #expect(DescriptorTarget("socket:[4711]") == .socket(inode: 4711))
    #expect(DescriptorTarget("pipe:[12]") == .pipe(inode: 12))
    #expect(DescriptorTarget("anon_inode:[eventpoll]") == .anonymous("eventpoll"))
    #expect(DescriptorTarget("/tmp/socket:[1]") == .file("/tmp/socket:[1]"))
    #expect(DescriptorTarget("mnt:[4026531841]") == .other("mnt:[4026531841]"))
  }

  @Test(arguments: [
    "", "socket:[", "socket:[]", "socket:[-1]", "socket:[99999999999999999999]", "pipe:12", "\0\u{FFFD}",
  ])
  func `that is none of these is kept as it is`(text: String) {
    #expect(DescriptorTarget(text) == .other(text))
  }

  @Test(arguments: ["socket:[4711]", "pipe:[12]", "anon_inode:[signalfd]", "/etc/hosts", "net:[1]"])
  func `is written as it was read`(text: String) {
    #expect(DescriptorTarget(text).description == text)
  }
}
