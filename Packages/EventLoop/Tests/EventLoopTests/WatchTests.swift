import EventLoop
import SocketKit
import Testing

@Suite struct `A watch` {
  @Test func `tells what was asked for last`() throws {
    let pipe = try Pipe()
    var poller = try Poller()
    var watch = try Watch(of: pipe.writeEnd, .fixed(1), poller)
    #expect(!watch.isAlwaysReady)
    #expect(try poller.look() == 0)
    try watch.set(.writable, on: pipe.writeEnd, poller)
    try watch.set(.writable, on: pipe.writeEnd, poller)
    #expect(try poller.look() == 1)
    #expect(poller.event(at: 0).token == .fixed(1))
    try watch.set([], on: pipe.writeEnd, poller)
    #expect(try poller.look() == 0)
    try watch.set(nil, on: pipe.writeEnd, poller)
    try watch.set(.writable, on: pipe.writeEnd, poller)
    #expect(try poller.look() == 1)
  }

  @Test func `for nothing tells a hang-up, and none at all tells nothing`() throws {
    // Its writer is gone from the start.
    let reader = try Pipe().intoReadEnd()
    var poller = try Poller()
    var watch = try Watch(of: reader, .fixed(1), poller)
    try watch.set([], on: reader, poller)
    #expect(try poller.look() == 1)
    #expect(poller.event(at: 0).isBroken)
    try watch.set(nil, on: reader, poller)
    #expect(try poller.look() == 0)
  }

  @Test func `knows a file that is always ready`() throws {
    let file = try FileDescriptor.open("/proc/self/exe", .read)
    var poller = try Poller()
    var watch = try Watch(of: file, .fixed(1), poller)
    #expect(watch.isAlwaysReady)
    try watch.set(.readable, on: file, poller)
    try watch.set(nil, on: file, poller)
    #expect(try poller.look() == 0)
  }
}
