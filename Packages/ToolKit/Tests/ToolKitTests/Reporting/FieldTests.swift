import Testing

@testable import ToolKit

@Suite("A field") struct FieldTests {
  @Test func `holds a number beyond 64 bits at the end`() {
    #expect(Field.integer("n", UInt64.max).value == .integer(.max))
  }

  @Test func `rounds a measurement to its places`() {
    #expect(Field.decimal("x", 0.0005).value == .decimal(1, places: 3))
    #expect(Field.decimal("x", -1.2344, places: 3).value == .decimal(-1234, places: 3))
    #expect(Field.decimal("x", 99.5, places: 0).value == .decimal(100, places: 0))
  }

  @Test func `keeps a measurement as it is when no count can hold it`() {
    #expect(Field.decimal("x", 1e300).value == .real(1e300))
  }

  @Test func `takes what describes itself`() {
    #expect(Field.text("x", 42) == Field.text("x", "42"))
  }
}
