import PacketCodec
import Testing

@Suite struct `A sequence window` {
  /// Places 2³² − 2 … 1.
  let window = SequenceWindow(start: SequenceNumber(.max - 1), count: 4)

  @Test func `contains its places across the wrap and no other`() {
    let inside = [UInt32.max - 1, .max, 0, 1].map(SequenceNumber.init)
    #expect(inside.allSatisfy(window.contains))
    #expect(![UInt32.max - 2, 2, 0x8000_0000].map(SequenceNumber.init).contains(where: window.contains))
    #expect(window.end == SequenceNumber(2))
  }

  @Test func `of no places contains none`() {
    let empty = SequenceWindow(start: SequenceNumber(0), count: 0)
    #expect(empty.isEmpty)
    #expect(!empty.contains(SequenceNumber(0)))
    #expect(!empty.overlaps(window) && !window.overlaps(empty))
  }

  @Test func `overlaps what shares a place`() {
    let next = SequenceWindow(start: window.end, count: 1)
    #expect(!window.overlaps(next) && !next.overlaps(window))
    let previous = SequenceWindow(start: window.end + -1, count: 2)
    #expect(window.overlaps(previous) && previous.overlaps(window))
    let within = SequenceWindow(start: SequenceNumber(0), count: 1)
    #expect(window.overlaps(within) && within.overlaps(window))
  }

  @Test func `at its longest still contains its ends`() {
    let longest = SequenceWindow(start: SequenceNumber(5), count: SequenceWindow.maximumCount)
    #expect(longest.contains(SequenceNumber(5)))
    #expect(longest.contains(longest.end + -1))
    #expect(!longest.contains(longest.end))
  }

  @Test func `longer than half the circle is the caller's mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = SequenceWindow(start: SequenceNumber(0), count: SequenceWindow.maximumCount + 1)
    }
  }
}
