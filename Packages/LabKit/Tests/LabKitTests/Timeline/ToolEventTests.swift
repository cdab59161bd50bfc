import Testing
import ToolKit

@testable import LabKit

@Suite struct `A number in a tool's telling` {
  private let event = ToolEvent(
    "closed", [.integer("octets", 7), .text("text", "7"), Field("half", .real(0.5)), .integer("octets", 9)])

  @Test func `is the first of its name`() {
    #expect(event.integer("octets") == 7)
  }

  @Test func `is not there for text, a fraction, or nothing`() {
    #expect(event.integer("text") == nil)
    #expect(event.integer("half") == nil)
    #expect(event.integer("none") == nil)
  }

  @Test func `with a fraction may be whole`() {
    #expect(event.number("half") == 0.5)
    #expect(event.number("octets") == 7)
    #expect(event.number("text") == nil)
    #expect(event.number("none") == nil)
  }
}
