internal import PacketCodec

/// The peer's clock as its segments tell it.
///
/// Source: RFC 7323 §4.3, §5.
struct PeerTimestamps: Hashable {
  /// After so long without a segment the reading proves nothing: a clock of a millisecond a tick wraps its sign in 24.8
  /// days (RFC 7323 §5.5).
  static let validity = Interval.seconds(24 * 24 * 3600)

  /// TS.Recent: what is echoed.
  private(set) var recent: UInt32
  private var heard: Instant

  /// The reading of the peer's SYN.
  init(_ recent: UInt32, now: Instant) {
    self.recent = recent
    heard = now
  }

  /// PAWS: true when a segment's reading is older than the last, so that it wandered about since a former round of
  /// the sequence numbers.
  func isOlder(_ value: UInt32, now: Instant) -> Bool {
    Int32(bitPattern: value &- recent) < 0 && now - heard < Self.validity
  }

  /// Takes the reading of a segment that begins no later than what we acknowledged last, and is not older.
  mutating func take(_ value: UInt32, sequence: SequenceNumber, lastAcknowledged: SequenceNumber, now: Instant) {
    guard !lastAcknowledged.precedes(sequence), !isOlder(value, now: now) else { return }
    recent = value
    heard = now
  }
}
