internal import PacketCodec

/// A SYN-ACK whose number holds all that must be remembered, so that a flood of SYNs costs no memory.
///
///     | counter 5 bits | size index 3 bits | hash of ends, peer's number, counter and index, 24 bits |
///
/// What does not fit, scaling and SACK, travels in the low bits of our timestamp, which the peer echoes.
///
/// Source: RFC 4987 §3.6.
struct SynCookie {
  /// Maximum segment sizes that can be remembered; a peer gets the largest that is not above its own.
  static let sizes = [Negotiation.smallestSegmentSize, 256, 536, 1220, 1400, 1440, 1460, 8960]
  /// How long a counter is current; a cookie is good in its own turn and the next.
  static let turn = Interval.seconds(64)

  /// The secret.
  var hash: KeyedHash

  /// The number of a SYN-ACK.
  func number(for tuple: FourTuple, peer: SequenceNumber, maximumSegmentSize: Int, now: Instant) -> SequenceNumber {
    let index = Self.sizes.lastIndex { $0 <= maximumSegmentSize } ?? 0
    return number(tuple, peer: peer, counter: Self.counter(now), index: index)
  }

  /// What an acknowledgment of a cookie remembers: the maximum segment size, or nil when it is no cookie of ours.
  func maximumSegmentSize(
    acknowledging number: SequenceNumber, for tuple: FourTuple, peer: SequenceNumber, now: Instant
  ) -> Int? {
    let index = Int(number.rawValue >> 24 & 7)
    for counter in [Self.counter(now), Self.counter(now) &- 1]
    where number == self.number(tuple, peer: peer, counter: counter, index: index) {
      return Self.sizes[index]
    }
    return nil
  }

  private static func counter(_ now: Instant) -> UInt64 {
    UInt64(bitPattern: now.nanoseconds / Self.turn.nanoseconds)
  }

  private func number(_ tuple: FourTuple, peer: SequenceNumber, counter: UInt64, index: Int) -> SequenceNumber {
    let question = InitialSequence.Purpose.cookie << 60 ^ UInt64(peer.rawValue) << 20 ^ counter << 3 ^ UInt64(index)
    let bits = UInt32(truncatingIfNeeded: hash(tuple, question)) & 0xFF_FFFF
    return SequenceNumber(UInt32(truncatingIfNeeded: counter & 31) << 27 | UInt32(index) << 24 | bits)
  }

  // MARK: What the timestamp remembers

  /// Low bits of the timestamp that hold the peer's shift (15: none) and SACK.
  private static let mask: UInt32 = 0x1F

  /// A timestamp, not later than `reading`, that remembers what the peer offered.
  static func timestamp(_ reading: UInt32, shift: UInt8?, permitsSACK: Bool) -> UInt32 {
    let memory = UInt32(min(shift ?? 15, 15)) | (permitsSACK ? 0x10 : 0)
    let stamped = reading & ~Self.mask | memory
    return Int32(bitPattern: stamped &- reading) > 0 ? stamped &- (Self.mask + 1) : stamped
  }

  /// The options of the SYN that a cookie and its timestamp remember.
  static func options(maximumSegmentSize: Int, echo: UInt32?, peer: UInt32) -> TCPOptions {
    var options = TCPOptions()
    options.append(.maximumSegmentSize(UInt16(clamping: maximumSegmentSize)))
    guard let echo else { return options }
    options.append(.timestamps(TCPTimestamps(value: peer, echoReply: 0)))
    if echo & 0x10 != 0 { options.append(.selectiveAcknowledgmentPermitted) }
    let shift = UInt8(echo & 15)
    if shift < 15 { options.append(.windowScale(shift)) }
    return options
  }
}
