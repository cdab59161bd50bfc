import EventLoop
import SocketKit
import Testing

@Suite struct `An alarm` {
  @Test func `is readable from its moment on, until it is set again`() throws {
    let alarm = try Alarm()
    var poller = try Poller()
    try poller.add(alarm.descriptor, .fixed(1), .readable)
    #expect(try poller.look() == 0)
    let moment = Timestamp.monotonicNow + 2_000_000
    try alarm.set(at: moment)
    #expect(try poller.wait(until: nil) == 1)
    #expect(Timestamp.monotonicNow >= moment)
    #expect(try poller.look() == 1)
    try alarm.set(at: Timestamp.monotonicNow + 3_600_000_000_000)
    #expect(try poller.look() == 0)
  }

  @Test(arguments: [Int64.min, 0, 1]) func `is due at once for a moment that has passed`(_ moment: Int64) throws {
    let alarm = try Alarm()
    var poller = try Poller()
    try poller.add(alarm.descriptor, .fixed(1), .readable)
    try alarm.set(at: moment)
    #expect(try poller.wait(until: nil) == 1)
    try alarm.set(at: nil)
    #expect(try poller.look() == 0)
  }
}

@Suite struct `A poller inside another` {
  @Test func `is readable while it has something`() throws {
    let pipe = try Pipe()
    let inner = try Poller()
    var outer = try Poller()
    try inner.add(pipe.readEnd, .fixed(1), .readable)
    try outer.add(inner.descriptor, .fixed(2), .readable)
    #expect(try outer.look() == 0)
    try pipe.writeEnd.writeAll(([1] as [UInt8]).span.bytes)
    #expect(try outer.wait(until: nil) == 1)
    #expect(outer.event(at: 0).token == .fixed(2))
  }
}
