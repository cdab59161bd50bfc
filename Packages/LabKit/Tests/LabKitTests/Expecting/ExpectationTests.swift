import Testing

@testable import LabKit

@Suite struct `A judged claim` {
  @Test func `says what was claimed, what was found, and whether it holds`() {
    #expect(Expectation("no reset", found: "none", holds: true).line == "EXPECT no reset: none ... PASS")
    #expect(Expectation("no reset", found: "two", holds: false).line == "EXPECT no reset: two ... FAIL")
  }
}
