import Testing

@testable import LabKit

@Suite struct `Milliseconds as text` {
  @Test(arguments: [
    (0, "0.000"), (1_000, "0.001"), (999, "0.000"), (12_345_678, "12.345"), (-1_500_000, "-1.500"), (-10, "0.000"),
  ])
  func `three decimals, cut`(nanoseconds: Int64, text: String) {
    #expect(Milliseconds.text(nanoseconds: nanoseconds) == text)
  }
}
