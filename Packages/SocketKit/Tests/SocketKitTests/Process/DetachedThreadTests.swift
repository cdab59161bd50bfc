import Glibc
import SocketKit
import Testing

@Suite struct `A detached thread` {
  @Test func `is a thread of its own, and runs its body once`() throws {
    let pipe = try Pipe()
    let number = try pipe.writeEnd.duplicate().release()
    let caller = pthread_self()
    try DetachedThread.start {
      let end = FileDescriptor(owning: number)
      try? end.writeAll(([pthread_self() == caller ? 1 : 2] as [UInt8]).span.bytes)
    }
    _ = pipe.writeEnd.rawValue
    var octets: [UInt8] = [0, 0]
    var span = octets.mutableSpan
    var room = span.mutableBytes
    let reading = pipe.intoReadEnd()
    #expect(try reading.read(into: &room) == .octets(1))
    #expect(try reading.read(into: &room) == .endOfStream)
    #expect(octets == [2, 0])
  }

  @Test func `that the kernel refuses is an error, and its body is let go`() async {
    await #expect(processExitsWith: .success) {
      // No address space is left for a stack.
      var limit = rlimit(rlim_cur: 1, rlim_max: 1)
      setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
      #expect(throws: Errno.wouldBlock) { try DetachedThread.start {} }
    }
  }
}
