import Glibc
import SocketKit
import Testing

@Suite struct `A moment on both clocks` {
  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  @Test func `lies between two readings of the kernel's`() {
    let before = Self.read(CLOCK_MONOTONIC)
    let now = Timestamp.now
    let after = Timestamp.monotonicNow
    #expect(before <= now.monotonicNanoseconds)
    #expect(now.monotonicNanoseconds <= after)
    #expect(after <= Self.read(CLOCK_MONOTONIC))
  }

  @Test func `carries the wall clock for people`() {
    let distance = Timestamp.now.realtimeNanoseconds - Self.read(CLOCK_REALTIME)
    #expect(abs(distance) < 1_000_000_000)
  }

  @Test func `is another thing than how long a thread has worked`() {
    let start = Timestamp.monotonicNow
    let began = Timestamp.ofThisThread
    while Timestamp.ofThisThread < began + 100_000 {}
    let worked = Timestamp.ofThisThread - began
    #expect(worked <= Timestamp.monotonicNow - start, "it may have waited now and then")
  }

  @Test func `is taken from elsewhere as it is`() {
    let moment = Timestamp(realtimeNanoseconds: -1, monotonicNanoseconds: .max)
    #expect(moment.realtimeNanoseconds == -1)
    #expect(moment.monotonicNanoseconds == .max)
  }
}
