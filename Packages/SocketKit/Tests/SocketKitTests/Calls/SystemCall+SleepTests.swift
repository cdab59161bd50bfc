import SocketKit
import Testing

@Suite struct `A wait of one thread` {
  @Test func `ends not before its deadline`() {
    let deadline = Timestamp.monotonicNow + 5_000_000
    SystemCall.sleep(until: deadline)
    #expect(Timestamp.monotonicNow >= deadline)
  }

  @Test(arguments: [Int64.min, -1, 0, 1]) func `for what has passed returns at once`(_ deadline: Int64) {
    let before = Timestamp.monotonicNow
    SystemCall.sleep(until: deadline)
    #expect(Timestamp.monotonicNow - before < 1_000_000_000)
  }
}
