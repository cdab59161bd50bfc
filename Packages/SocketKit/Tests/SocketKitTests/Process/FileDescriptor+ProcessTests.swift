import Glibc
import SocketKit
import Testing

@Suite struct `A signal to a process that is held by a descriptor` {
  @Test func `reaches it while it lives, and nobody after it was reaped`() throws {
    let pipe = try Pipe()
    var request = Spawn("/bin/cat")
    request.standard.input = pipe.readEnd.rawValue
    var child = try ChildProcess(request)
    let other = try FileDescriptor.process(child.pid)
    try other.signalProcess(.terminate)
    #expect(child.wait() == .signalled(.terminate))
    #expect(throws: Errno.noSuchProcess) { try other.signalProcess(.kill) }
  }
}
