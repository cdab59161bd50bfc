import Testing

@testable import ToolKit

@Suite("An exit status") struct ExitStatusTests {
  @Test func `has the numbers that scripts rely on`() {
    #expect(ToolKit.ExitStatus.allCases.map(\.rawValue) == [0, 1, 64, 69, 70, 71, 74, 76, 77])
  }
}
