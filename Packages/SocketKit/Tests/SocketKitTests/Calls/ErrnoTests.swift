import Glibc
import SocketKit
import Testing

@Suite struct `An error number` {
  @Test(arguments: [
    (Errno.addressInUse, "EADDRINUSE", "Address already in use"),
    (.connectionReset, "ECONNRESET", "Connection reset by peer"),
    (.noSuchFile, "ENOENT", "No such file or directory"),
  ])
  func `has a name for programs and a sentence for people`(error: Errno, name: String, sentence: String) {
    #expect(error.name == name)
    #expect(error.description == sentence)
  }

  @Test(arguments: [CInt(4095), -5, .max, .min])
  func `that nobody knows is still told apart`(number: CInt) {
    #expect(Errno(rawValue: number).name == "E\(number)")
    #expect(Errno(rawValue: number).description == "Unknown error \(number)")
  }

  @Test func `is what the last call of this thread left`() {
    errno = EXDEV
    #expect(Errno.last == Errno(rawValue: EXDEV))
  }
}
