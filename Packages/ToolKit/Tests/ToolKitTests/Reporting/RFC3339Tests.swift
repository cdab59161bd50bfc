import Testing

@testable import ToolKit

@Suite("A moment as text") struct RFC3339Tests {
  private func text(_ seconds: Int64, _ nanoseconds: Int64 = 0) -> String {
    RFC3339.text(nanoseconds: seconds * 1_000_000_000 + nanoseconds)
  }

  @Test func `begins in 1970 and keeps each nanosecond`() {
    #expect(text(0) == "1970-01-01T00:00:00.000000000Z")
    #expect(text(0, 1) == "1970-01-01T00:00:00.000000001Z")
    #expect(text(1_709_251_199, 999_999_999) == "2024-02-29T23:59:59.999999999Z")
  }

  @Test func `knows the leap years`() {
    #expect(text(951_782_400) == "2000-02-29T00:00:00.000000000Z")
    #expect(text(951_868_800) == "2000-03-01T00:00:00.000000000Z")
    #expect(text(1_677_542_400) == "2023-02-28T00:00:00.000000000Z")
    #expect(text(1_677_628_800) == "2023-03-01T00:00:00.000000000Z")
    #expect(text(4_107_542_400) == "2100-03-01T00:00:00.000000000Z")
    #expect(text(4_107_542_399) == "2100-02-28T23:59:59.000000000Z")
  }

  @Test func `counts forward before 1970 too`() {
    #expect(text(0, -1) == "1969-12-31T23:59:59.999999999Z")
    #expect(text(-86_400) == "1969-12-31T00:00:00.000000000Z")
    #expect(text(-2_203_891_200) == "1900-03-01T00:00:00.000000000Z")
  }

  @Test func `reaches both ends of Int64`() {
    #expect(RFC3339.text(nanoseconds: .max) == "2262-04-11T23:47:16.854775807Z")
    #expect(RFC3339.text(nanoseconds: .min) == "1677-09-21T00:12:43.145224192Z")
  }

  @Test func `names the first and the last day of every month from 1678 to 2261`() {
    let monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var day = -106_650
    for year in 1678 ... 2261 {
      for month in 1 ... 12 {
        let leaps = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let last = monthDays[month - 1] + (leaps ? 1 : 0)
        for date in [1, last] {
          let wanted = "\(year)-\(month < 10 ? "0" : "")\(month)-\(date < 10 ? "0" : "")\(date)T00:00:00.000000000Z"
          let found = text(Int64(day + date - 1) * 86_400)
          if found != wanted { Issue.record("day \(day + date - 1): \(found), not \(wanted)") }
        }
        day += last
      }
    }
  }
}
