internal import PacketCodec

/// Where a connection's numbers begin: a clock, so that successors do not overlap, and a secret, so that nobody outside
/// can guess them.
///
/// Source: RFC 9293 §3.4.1 (MUST-8, MUST-9, SHLD-1); RFC 6528 §3.
enum InitialSequence {
  /// What the hash is asked for, so that its answers to different questions have nothing in common.
  enum Purpose {
    static let number: UInt64 = 1
    static let clock: UInt64 = 2
    static let port: UInt64 = 3
    static let cookie: UInt64 = 4
    static let fastOpen: UInt64 = 5
  }

  /// ISN = M + F(ends, secret), M counting every four microseconds.
  static func number(for tuple: FourTuple, _ hash: KeyedHash, now: Instant) -> SequenceNumber {
    let ticks = UInt32(truncatingIfNeeded: now.nanoseconds / 4_000)
    return SequenceNumber(UInt32(truncatingIfNeeded: hash(tuple, Purpose.number)) &+ ticks)
  }

  /// Where the timestamps of a connection begin (RFC 7323 §5.4).
  static func clock(for tuple: FourTuple, _ hash: KeyedHash) -> TimestampClock {
    TimestampClock(offset: UInt32(truncatingIfNeeded: hash(tuple, Purpose.clock)))
  }
}
