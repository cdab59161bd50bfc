import SocketKit
import Testing

@Suite struct `A sum of nanoseconds` {
  @Test(
    arguments: [
      (0, 0, 0), (7, -9, -2), (.max - 1, 1, .max), (.min + 1, -1, .min), (.max, .min, -1),
    ] as [(Int64, Int64, Int64)])
  func `is exact`(_ one: Int64, _ other: Int64, _ sum: Int64) {
    #expect(one.addingClamped(other) == sum)
    #expect(other.addingClamped(one) == sum)
  }

  @Test func `ends where Int64 ends`() {
    #expect(Int64.max.addingClamped(1) == .max)
    #expect(Int64(1).addingClamped(.max) == .max)
    #expect(Int64.min.addingClamped(-1) == .min)
    #expect(Int64(-1).addingClamped(.min) == .min)
  }
}
