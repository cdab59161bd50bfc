import Testing

@testable import ToolKit

@Suite("A duration") struct DurationTests {
  @Test(arguments: [
    ("0", Duration.zero), ("0s", .zero), ("250ms", .milliseconds(250)), ("10s", .seconds(10)),
    ("1m30s", .seconds(90)), ("2h", .seconds(7200)), ("1h1m1s1ms1us1ns", .nanoseconds(3_661_001_001_001)),
    ("0.5s", .milliseconds(500)), ("1.000000001s", .nanoseconds(1_000_000_001)), ("90s", .seconds(90)),
  ])
  func `is read`(_ text: String, _ duration: Duration) {
    #expect(Quantity.duration(text) == duration)
  }

  @Test(arguments: [
    "", "s", "10", "-1s", "+1s", "10sec", "10 s", " 10s", "30s1m", "1s1s", "1.5m30s", "1.s", ".5s", "1..5s",
    "0.5ns", "1.0000000001s", "1S", "1h-1m", "99999999h", "9999999999999999999999s", "1d", "１s",
  ])
  func `is refused`(_ text: String) {
    #expect(Quantity.duration(text) == nil)
    #expect(Quantity.duration(text, plain: .milliseconds) == nil || text == "10")
  }

  @Test func `a plain number counts in the unit given`() {
    #expect(Quantity.duration("500", plain: .milliseconds) == .milliseconds(500))
    #expect(Quantity.duration("9223372036854775807", plain: .seconds) == nil)
  }

  @Test func `its text is read back`() {
    var random = SplitMix(seed: 1)
    for _ in 0 ..< 1000 {
      let duration = Duration.nanoseconds(Int64(random.next() >> UInt64.random(in: 1 ... 63, using: &random)))
      #expect(Quantity.duration(Quantity.durationText(duration)) == duration)
    }
  }
}

@Suite("A size") struct SizeTests {
  @Test(arguments: [("0", 0), ("512", 512), ("64k", 65536), ("64K", 65536), ("100m", 104_857_600), ("1G", 1 << 30)])
  func `is read`(_ text: String, _ octets: Int) {
    #expect(Quantity.size(text) == octets)
  }

  @Test(arguments: ["", "k", "-1", "1kb", "1.5k", "1 k", "1t", "0x10", "9223372036854775807k", "99999999999999999999"])
  func `is refused`(_ text: String) {
    #expect(Quantity.size(text) == nil)
  }

  @Test(arguments: [0, 1, 511, 512, 1023, 1024, 1536, 65536, 1 << 20, 3 << 30, Int.max])
  func `its text is read back`(_ octets: Int) {
    #expect(Quantity.size(Quantity.sizeText(octets)) == octets)
  }
}

@Suite("An integer") struct IntegerTests {
  @Test func `takes a minus only where its range does`() {
    #expect(Quantity.integer("-1", within: -1 ... 1) == -1)
    #expect(Quantity.integer("-1", within: 0 ... 1) == nil)
    #expect(Quantity.integer("-0", within: 0 ... 1) == nil)
    #expect(Quantity.integer("-", within: -1 ... 1) == nil)
    #expect(Quantity.integer("--1", within: -1 ... 1) == nil)
  }

  @Test func `takes both ends of its range and nothing beyond`() {
    #expect(Quantity.integer("1", within: 1 ... 99) == 1)
    #expect(Quantity.integer("99", within: 1 ... 99) == 99)
    #expect(Quantity.integer("0", within: 1 ... 99) == nil)
    #expect(Quantity.integer("100", within: 1 ... 99) == nil)
  }
}
