import Testing

@testable import LabKit

@Suite struct `Milliseconds as text` {
  @Test(arguments: [
    (0, "0.000"), (1_000, "0.001"), (999, "0.000"), (12_345_678, "12.345"), (-1_500_000, "-1.500"), (-10, "0.000"),
    (.max, "9223372036854.775"), (.min, "-9223372036854.775"),
  ])
  func `three decimals, cut`(nanoseconds: Int64, text: String) {
    #expect(Milliseconds.text(nanoseconds: nanoseconds) == text)
  }

  @Test(
    arguments: [
      (3, 5, 2), (5, 3, -2), (.min, .max, .max), (.max, .min, .min), (.min, .min, 0), (-1, .max, .max),
      (1, .min, .min), (0, .min, .min),
    ] as [(Int64, Int64, Int64)])
  func `a distance is held at the ends`(start: Int64, end: Int64, distance: Int64) {
    #expect(Milliseconds.distance(from: start, to: end) == distance)
  }
}
