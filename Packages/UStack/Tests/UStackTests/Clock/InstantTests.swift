import Testing
import UStack

@Suite struct `A moment` {
  @Test func `and an interval make a later moment, whose distance is the interval`() {
    let start = Instant(nanoseconds: 5)
    let end = start + .milliseconds(3)
    #expect(end.nanoseconds == 3_000_005)
    #expect(end - start == .milliseconds(3))
    #expect(start - end == Interval(nanoseconds: -3_000_000))
    #expect(start < end)
  }

  @Test func `does not move past the end of the clock`() {
    #expect(Instant(nanoseconds: .max - 1) + .seconds(1) == Instant(nanoseconds: .max))
    #expect(Interval.seconds(4_000_000_000) * 4 == Interval(nanoseconds: .max))
  }

  @Test(arguments: [
    (Interval.seconds(3), "3 s"), (.milliseconds(40), "40 ms"), (.microseconds(1_500), "1500 µs"), (.zero, "0 ns"),
  ])
  func `and its distance to another read as people say it`(interval: Interval, text: String) {
    #expect("\(interval)" == text)
  }
}
