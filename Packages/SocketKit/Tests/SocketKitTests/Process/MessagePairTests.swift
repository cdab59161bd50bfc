import Glibc
import SocketKit
import Testing

@Suite struct `A pair of ends` {
  @Test func `keeps messages apart, both ways`() throws {
    let pair = try MessagePair()
    _ = try pair.near.write("one")
    _ = try pair.near.write("two")
    _ = try pair.far.write("three")
    #expect(try pair.far.found() == .text("one"))
    #expect(try pair.far.found() == .text("two"))
    #expect(try pair.far.found() == .notReady)
    #expect(try pair.near.found() == .text("three"))
  }

  @Test func `ends for the near one when the far one is closed, after what was said`() throws {
    let pair = try MessagePair()
    _ = try pair.far.write("last")
    let near = pair.intoNear()
    #expect(try near.found() == .text("last"))
    #expect(try near.found() == .endOfStream)
  }

  @Test func `ends also when who had the other was killed`() throws {
    let pair = try MessagePair()
    var request = shell("kill -9 $$")
    request.inherited = [pair.far.rawValue]
    var child = try ChildProcess(request)
    let near = pair.intoNear()
    #expect(child.wait() == .signalled(.kill))
    try wait(until: .readable, near)
    #expect(try near.found() == .endOfStream)
  }

  @Test func `is known by its kind, and nothing else is taken for it`() throws {
    let pair = try MessagePair()
    try MessagePair.expect(at: pair.near.rawValue)
    try MessagePair.expect(at: pair.far.rawValue)
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    #expect(throws: Errno.invalidArgument) { try MessagePair.expect(at: listener.descriptor.rawValue) }
    var stream: [CInt] = [-1, -1]
    #expect(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &stream) == 0)
    for number in stream {
      #expect(throws: Errno.invalidArgument) { try MessagePair.expect(at: number) }
      #expect(close(number) == 0)
    }
    let pipe = try Pipe()
    #expect(throws: Errno.notSocket) { try MessagePair.expect(at: pipe.readEnd.rawValue) }
    #expect(throws: Errno.badDescriptor) { try MessagePair.expect(at: CInt(DescriptorLimit.current.soft) - 1) }
  }
}
