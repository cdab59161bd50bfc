import EventLoop
import SocketKit
import Testing

/// Turns a loop without descriptors until a timer is due; moving far ones closer may take a turn of its own.
private func firstTimer(of loop: inout EventLoop) throws(Errno) -> UInt64 {
  while true {
    _ = try loop.wait()
    if let payload = loop.expire() { return payload }
  }
}

@Suite struct `An event loop` {
  @Test func `wakes for its first timer, and delivers no timer early`() throws {
    var loop = try EventLoop()
    let start = loop.now
    _ = loop.timers.schedule(at: start + 3_000_000, 3)
    _ = loop.timers.schedule(at: start + 1_500_000, 1)
    var fired: [UInt64] = []
    while fired.count < 2 {
      #expect(try loop.wait() == 0)
      while let payload = loop.expire() {
        #expect(loop.now >= start + (payload == 1 ? 1_500_000 : 3_000_000))
        fired.append(payload)
      }
    }
    #expect(fired == [1, 3])
  }

  @Test(arguments: [Duration.zero, .microseconds(10)])
  func `wakes at a moment between two of its timers' ticks, and not before`(spin: Duration) throws {
    var loop = try EventLoop(spin: spin)
    _ = loop.timers.schedule(at: loop.now + 3_600_000_000_000, 1)
    for _ in 0 ..< 5 {
      let moment = Timestamp.monotonicNow + 300_000
      #expect(try loop.wait(until: moment) == 0)
      #expect(loop.now >= moment)
      #expect(loop.expire() == nil)
    }
    #expect(try loop.wait(until: loop.now - 1) == 0)
    _ = loop.timers.schedule(at: loop.now + 1_000_000, 2)
    while loop.expire() == nil { #expect(try loop.wait(until: loop.now + 3_600_000_000_000) == 0) }
  }

  @Test(arguments: [Duration.zero, .milliseconds(1)])
  func `delivers readiness before a timer that is far away, spinning or not`(spin: Duration) throws {
    let pipe = try Pipe()
    var loop = try EventLoop(spin: spin)
    try loop.poller.add(pipe.readEnd, .fixed(1), .readable)
    _ = loop.timers.schedule(at: loop.now + 3_600_000_000_000, 1)
    try pipe.writeEnd.writeAll(([1] as [UInt8]).span.bytes)
    #expect(try loop.wait() == 1)
    #expect(loop.expire() == nil)
    #expect(loop.timers.count == 1)
  }

  @Test func `a spin ends at the first timer, and without events goes over into sleep`() throws {
    var loop = try EventLoop(spin: .seconds(3600))
    _ = loop.timers.schedule(at: loop.now + 2_000_000, 1)
    #expect(try firstTimer(of: &loop) == 1)
    var brief = try EventLoop(spin: .microseconds(10))
    _ = brief.timers.schedule(at: brief.now + 5_000_000, 2)
    #expect(try firstTimer(of: &brief) == 2)
  }

  @Test(arguments: [Duration.seconds(Int64.max), .nanoseconds(Int64.max), .seconds(Int64.min)])
  func `a spin may be longer than any clock, and one below zero is none`(spin: Duration) throws {
    var loop = try EventLoop(spin: spin)
    _ = loop.timers.schedule(at: loop.now + 1_000_000, 1)
    #expect(try firstTimer(of: &loop) == 1)
  }

  @Test func `an event fetched before a close does not reach the connection that came after it`() throws {
    let old = try Pipe()
    let new = try Pipe()
    let other = try Pipe()
    var loop = try EventLoop()
    var table = SlotTable<CInt>(limit: 8)
    let first = table.insert(old.writeEnd.rawValue)
    try loop.poller.add(old.writeEnd, first, .writable)
    try loop.poller.add(other.writeEnd, .fixed(1), .writable)
    #expect(try loop.wait() == 2)
    _ = table.remove(first)
    let second = table.insert(new.writeEnd.rawValue)
    #expect(second.index == first.index)
    let reached = (0 ..< 2).map { loop.poller.event(at: $0).token }.filter { table.contains($0) }
    #expect(reached.isEmpty)
  }
}
