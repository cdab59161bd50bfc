import Testing

@testable import ToolKit

@Suite struct `A moment that is read` {
  /// 1678-01-01 and the last nanosecond of 2261.
  private static let moments: ClosedRange<Int64> = -9_214_560_000_000_000_000 ... 9_214_646_399_999_999_999

  @Test func `is the one that was written`() {
    var random = SplitMix(seed: 1)
    for _ in 0 ..< 20_000 {
      let moment = Int64.random(in: Self.moments, using: &random)
      #expect(RFC3339.nanoseconds(RFC3339.text(nanoseconds: moment)) == moment)
    }
  }

  @Test func `is the one that was written around every ninth midnight of 400 years`() {
    for day in stride(from: -73_000, through: 73_000, by: 9) {
      for edge: Int64 in [-1, 0] {
        let moment = Int64(day) * 86_400_000_000_000 + edge
        if RFC3339.nanoseconds(RFC3339.text(nanoseconds: moment)) != moment {
          Issue.record("\(RFC3339.text(nanoseconds: moment))")
        }
      }
    }
  }

  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000000001Z", 1), ("1969-12-31T23:59:59.999999999Z", -1),
      ("1970-01-01T00:00:00.5Z", 500_000_000), ("1970-01-01T00:00:00.9999999999999Z", 999_999_999),
      ("1970-01-01t00:00:01z", 1_000_000_000), ("1970-01-01T01:00:00+01:00", 0), ("1969-12-31T22:30:00-01:30", 0),
      ("1970-01-01T00:00:00-00:00", 0), ("1970-01-01T23:59:00+23:59", 0), ("1969-12-31T23:59:60Z", 0),
      ("1678-01-01T00:00:00Z", -9_214_560_000_000_000_000),
      ("2261-12-31T23:59:59.999999999Z", 9_214_646_399_999_999_999),
    ] as [(String, Int64)])
  func `has decimals, an offset, small letters, a leap second`(text: String, nanoseconds: Int64) {
    #expect(RFC3339.nanoseconds(text) == nanoseconds)
  }

  @Test(arguments: [
    ("2024-02-29", true), ("2023-02-29", false), ("2000-02-29", true), ("1900-02-29", false), ("2100-02-29", false),
    ("2024-02-30", false), ("2024-04-30", true), ("2024-04-31", false), ("2024-06-31", false), ("2024-09-31", false),
    ("2024-11-31", false), ("2024-12-31", true), ("2024-12-32", false), ("2024-01-00", false), ("2024-00-01", false),
    ("2024-13-01", false),
  ])
  func `is on a day that its month has`(date: String, exists: Bool) {
    #expect((RFC3339.nanoseconds("\(date)T00:00:00Z") != nil) == exists)
  }
}

@Suite struct `What is no moment` {
  private static let whole = "2026-11-21T07:52:41.123456789+01:00"

  @Test(arguments: [
    "", "now", "2026", "2026-11-21", "07:52:41", "2026-11-21T07:52:41", "2026-11-21T07:52Z", "2026-11-21 07:52:41Z",
    "26-11-21T07:52:41Z", "02026-11-21T07:52:41Z", "+2026-11-21T07:52:41Z", "-2026-11-21T07:52:41Z",
    "2026-1-21T07:52:41Z", "2026-11-21T7:52:41Z", "2026/11/21T07:52:41Z", "2026-11-21T07.52.41Z",
    "2026-11-21T24:00:00Z", "2026-11-21T07:60:00Z", "2026-11-21T07:52:61Z", "2026-11-21T07:52:41.Z",
    "2026-11-21T07:52:41,5Z", "2026-11-21T07:52:41.5", "2026-11-21T07:52:41.5.5Z", "2026-11-21T07:52:41ZZ",
    "2026-11-21T07:52:41Z ", " 2026-11-21T07:52:41Z", "2026-11-21T07:52:41Z\n", "2026-11-21T07:52:41Z\0",
    "2026-11-21T07:52:41+0100", "2026-11-21T07:52:41+01", "2026-11-21T07:52:41+1:00", "2026-11-21T07:52:41+01:0",
    "2026-11-21T07:52:41+01:00Z", "2026-11-21T07:52:41~01:00", "2026-11-21T07:52:41+01.00", "2026-11-21T07:52:41+-1:00",
    "２０２６-11-21T07:52:41Z", "2026-11-21T٠٧:52:41Z", "2026-+1-21T07:52:41Z", "2026-11-21T07:52:-1Z",
    "0000-01-01T00:00:00Z", "1677-01-01T00:00:00Z", "2262-12-31T00:00:00Z", "9999-12-31T23:59:59Z",
  ])
  func `is nothing`(text: String) {
    #expect(RFC3339.nanoseconds(text) == nil)
  }

  @Test func `is the beginning of one`() {
    for count in 0 ..< Self.whole.utf8.count { #expect(RFC3339.nanoseconds(String(Self.whole.prefix(count))) == nil) }
    #expect(RFC3339.nanoseconds(Self.whole) == 1_795_243_961_123_456_789)
  }

  @Test(arguments: ["+24:00", "-24:00", "+99:99", "+00:60", "-23:99"]) func `has an offset that no clock shows`(
    offset: String
  ) {
    #expect(RFC3339.nanoseconds("2026-11-21T07:52:41\(offset)") == nil)
  }

  @Test(arguments: 1 ... 20) func `never traps`(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let letters = Array("0123456789-:.TZtz+ \u{0}ü".unicodeScalars)
    for _ in 0 ..< 2000 {
      var text = Array(Self.whole.unicodeScalars)
      for _ in 0 ..< Int.random(in: 1 ... 4, using: &random) {
        text[Int.random(in: 0 ..< text.count, using: &random)] = letters.randomElement(using: &random)!
      }
      guard let moment = RFC3339.nanoseconds(String(String.UnicodeScalarView(text))) else { continue }
      #expect(RFC3339.text(nanoseconds: moment).utf8.count == 30)
    }
  }
}

@Suite struct `The years that 64 bits hold in part` {
  @Test(arguments: [Int64.min, .min + 1, .max - 1, .max, -9_214_560_000_000_000_001, 9_214_646_400_000_000_000])
  func `are read as they are written`(moment: Int64) {
    #expect(RFC3339.nanoseconds(RFC3339.text(nanoseconds: moment)) == moment)
  }
}
