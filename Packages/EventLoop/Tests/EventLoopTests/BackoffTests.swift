import EventLoop
import Testing

@Suite struct `A backoff` {
  @Test func `doubles from a tick to a second, and stays there`() {
    var backoff = Backoff()
    let waits = (0 ..< 13).map { _ in backoff.next() / 1_000_000 }
    #expect(waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000, 1000, 1000])
  }
}
