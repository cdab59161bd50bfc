import EventLoop
import Glibc
import SocketKit
import Testing

/// Shares one wake-up between threads.
private final class Bell: Sendable {
  let wakeup: Wakeup

  init() throws { wakeup = try Wakeup() }
}

@Suite struct `A wake-up` {
  @Test func `ends a wait of another thread`() throws {
    let bell = try Bell()
    var poller = try Poller()
    try poller.add(bell.wakeup.descriptor, .fixed(1), .readable)
    let thread = Thread { try? bell.wakeup.wake() }
    #expect(try poller.wait(until: nil) == 1)
    #expect(poller.event(at: 0).token == .fixed(1))
    thread.join()
  }

  @Test func `is one, however often it is woken before it is cleared`() throws {
    let wakeup = try Wakeup()
    #expect(try !wakeup.clear())
    for _ in 0 ..< 1000 { try wakeup.wake() }
    #expect(try wakeup.clear())
    #expect(try !wakeup.clear())
  }
}
