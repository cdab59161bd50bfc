import EventLoop
import Glibc
import SocketKit
import Testing

// Directed at the thread, which holds them back: the process's other threads do not.
private func raise(_ signal: Signal) { pthread_kill(pthread_self(), signal.rawValue) }

@Suite(.serialized) struct `A signal descriptor` {
  @Test func `says which signals came, and then that there are no more`() throws {
    let signals = try SignalDescriptor([.hangup, .user1])
    #expect(try signals.next() == nil)
    raise(.user1)
    raise(.hangup)
    #expect(Set([try signals.next(), try signals.next()]) == [.hangup, .user1])
    #expect(try signals.next() == nil)
  }

  @Test func `gives the same signal again when it came again after it was read`() throws {
    let signals = try SignalDescriptor([.user1])
    for _ in 0 ..< 3 {
      raise(.user1)
      #expect(try signals.next() == .user1)
    }
    #expect(try signals.next() == nil)
  }

  @Test func `says that a process sent a signal, where one did`() throws {
    let signals = try SignalDescriptor([.user1])
    raise(.user1)
    #expect(try signals.nextArrival() == SignalDescriptor.Arrival(signal: .user1, isFromKernel: false))
    #expect(try signals.nextArrival() == nil)
  }

  @Test func `is readable while a signal waits`() throws {
    let signals = try SignalDescriptor([.user1])
    var poller = try Poller()
    try poller.add(signals.descriptor, .fixed(3), .readable)
    #expect(try poller.look() == 0)
    raise(.user1)
    #expect(try poller.wait(until: nil) == 1)
    #expect(try signals.next() == .user1)
    #expect(try poller.look() == 0)
  }
}
