import Testing

@testable import Observe

@Suite struct `Time that a host took` {
  @Test(arguments: [
    ("cpu  10 20 30 40 50 60 70 80 90 100\ncpu0 1 2 3 4 5 6 7 8 9 10\n", 80),
    ("cpu  10 20 30 40 50 60 70 80", 80),
    ("cpu  10 20 30 40 50 60 70\ncpu0 1 2 3 4 5 6 7 8 9 10\n", 0),
    ("cpu0 1 2 3 4 5 6 7 8 9 10\n", 0), ("cpu  1 2 3 4 5 6 7 -8\n", 0),
    ("cpu  1 2 3 4 5 6 7 99999999999999999999\n", 0), ("", 0),
  ])
  func `is the eighth number of the first line`(_ text: String, _ ticks: Int64) {
    #expect(StolenTime.ticks(in: Array(text.utf8)) == ticks)
  }

  @Test func `never becomes less`() {
    let first = StolenTime.now
    #expect(first >= .zero && StolenTime.now >= first)
  }
}
