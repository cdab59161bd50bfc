import EventLoop
import Glibc
import SocketKit
import Testing

@Suite struct `A poller` {
  @Test func `says whose descriptor is readable, and nothing of the others`() throws {
    let quiet = try Pipe()
    let spoken = try Pipe()
    var poller = try Poller()
    try poller.add(quiet.readEnd, .fixed(1), .readable)
    try poller.add(spoken.readEnd, .fixed(2), .readable)
    try spoken.writeEnd.writeAll(([7] as [UInt8]).span.bytes)
    #expect(try poller.wait(until: nil) == 1)
    #expect(poller.event(at: 0).token == .fixed(2))
    #expect(poller.event(at: 0).isReadable)
    #expect(!poller.event(at: 0).isWritable)
  }

  @Test func `repeats itself until the octets are read`() throws {
    let pipe = try Pipe()
    var poller = try Poller()
    try poller.add(pipe.readEnd, .fixed(1), .readable)
    try pipe.writeEnd.writeAll(([7] as [UInt8]).span.bytes)
    #expect(try poller.look() == 1)
    #expect(try poller.look() == 1)
    var octets: [UInt8] = [0]
    var span = octets.mutableSpan
    var room = span.mutableBytes
    #expect(try pipe.readEnd.read(into: &room) == .octets(1))
    #expect(try poller.look() == 0)
  }

  @Test func `fetches no more than its capacity, and the rest with the next wait`() throws {
    let one = try Pipe()
    let two = try Pipe()
    var poller = try Poller(capacity: 1)
    try poller.add(one.writeEnd, .fixed(1), .writable)
    try poller.add(two.writeEnd, .fixed(2), .writable)
    #expect(try poller.look() == 1)
    let first = poller.event(at: 0).token
    #expect(try poller.look() == 1)
    #expect(Set([first, poller.event(at: 0).token]) == [.fixed(1), .fixed(2)])
  }

  @Test func `tells a hang-up to who asked for nothing`() throws {
    let pipe = try Pipe()
    var poller = try Poller()
    try poller.add(pipe.readEnd, .fixed(1), .readable)
    try poller.change(pipe.readEnd, .fixed(1), to: [])
    let watched = try pipe.intoReadEnd().duplicate()
    #expect(try poller.look() == 1)
    #expect(poller.event(at: 0).isBroken)
    _ = consume watched
  }

  @Test func `forgets what is removed`() throws {
    let pipe = try Pipe()
    var poller = try Poller()
    try poller.add(pipe.writeEnd, .fixed(1), .writable)
    try poller.remove(pipe.writeEnd)
    #expect(try poller.look() == 0)
    #expect(throws: Errno.noSuchFile) { try poller.remove(pipe.writeEnd) }
  }

  @Test func `refuses a regular file, which is always ready`() throws {
    let file = try FileDescriptor.open("/proc/self/exe", .read)
    let poller = try Poller()
    #expect(throws: Errno.notPermitted) { try poller.add(file, .fixed(1), .readable) }
  }

  @Test func `waits until its deadline, never less, and not for a whole number of milliseconds`() throws {
    var poller = try Poller()
    var late = Int64.max
    // Rounded up to milliseconds each wait would be 0.8 ms late; a machine under load is so with some, not with all.
    for _ in 0 ..< 100 where late >= 700_000 {
      let deadline = Timestamp.monotonicNow + 1_200_000
      #expect(try poller.wait(until: deadline) == 0)
      late = Timestamp.monotonicNow - deadline
      #expect(late >= 0)
    }
    #expect(late < 700_000)
  }

  @Test func `does not wait for a deadline that has passed`() throws {
    let pipe = try Pipe()
    var poller = try Poller()
    #expect(try poller.wait(until: .min) == 0)
    try poller.add(pipe.writeEnd, .fixed(1), .writable)
    #expect(try poller.wait(until: 0) == 1)
  }

  @Test func `a signal in between neither ends the wait nor makes it longer`() throws {
    let pipe = try Pipe()
    var poller = try Poller()
    try poller.add(pipe.readEnd, .fixed(1), .readable)
    let (interruptions, thread) = Interruptions.begin(every: 5, for: .seconds(10))
    // A machine under load may send none during the first.
    repeat {
      let deadline = Timestamp.monotonicNow + 200_000_000
      #expect(try poller.wait(until: deadline) == 0)
      #expect(Timestamp.monotonicNow >= deadline)
    } while interruptions.soFar == 0
    // Begun anew for each signal it would have ended only after the last.
    #expect(interruptions.end())
    thread.join()
  }
}
