import PacketCodec
import Testing

@Suite struct `A timestamp resolution` {
  private static let examples: [(octet: UInt8, ticks: UInt64, nanoseconds: Int64)] = [
    (6, 1_700_000_000_123_456, 1_700_000_000_123_456_000),
    (9, 1_700_000_000_123_456_789, 1_700_000_000_123_456_789),
    (0, 3, 3_000_000_000),
    (12, 1_999, 1),
    (28, .max, 1),
    (29, .max, 0),
    (127, .max, 0),
    (0x80, 2, 2_000_000_000),
    (0x81, 3, 1_500_000_000),
    (0x9E, 0x4000_0000, 1_000_000_000),
    (0xBF, 0x8000_0000_0000_0000, 1_000_000_000),
    (0xC0, 0x8000_0000_0000_0000, 500_000_000),
    (0xFF, .max, 0),
  ]

  @Test(arguments: examples)
  func `turns ticks into nanoseconds`(octet: UInt8, ticks: UInt64, nanoseconds: Int64) {
    #expect(TimestampResolution(rawValue: octet).nanoseconds(ticks: ticks) == nanoseconds)
  }

  @Test(arguments: [UInt8(0), 6, 9, 0x80, 0x81]) func `holds at the last nanosecond there is`(octet: UInt8) {
    #expect(TimestampResolution(rawValue: octet).nanoseconds(ticks: .max) == .max)
  }

  @Test func `never traps`() {
    for octet in UInt8.min ... .max {
      for ticks: UInt64 in [0, 1, 1 << 63, .max] {
        #expect(TimestampResolution(rawValue: octet).nanoseconds(ticks: ticks) >= 0)
      }
    }
  }
}
