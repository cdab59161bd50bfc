internal import PacketCodec

/// Whether the congestion window was in use, so that an acknowledgment may let it grow: what was never used was never
/// tested.
///
/// Source: RFC 7661 §4.1; RFC 5681 §3.1; RFC 9438 §5.8.
struct WindowUse: Hashable {
  private var isLimited = false
  private var peak = 0
  private var end: SequenceNumber

  /// Nothing was sent; the first octet will stand at `start`.
  init(start: SequenceNumber) { end = start }

  /// So much is out there, and more was to be sent, or not, when the congestion window said no.
  ///
  /// What one round trip found is kept for that round trip, unless the next segment finds more.
  mutating func note(outstanding: Int, isLimited: Bool, _ send: SendSequence) {
    let isNextRound = !send.unacknowledged.precedes(end)
    guard isNextRound || isLimited || !self.isLimited && outstanding > peak else { return }
    self.isLimited = isLimited
    peak = outstanding
    end = send.next
  }

  /// True when `window` may grow; in slow start, when it was used by half, since it will be too small soon.
  func admitsGrowth(of window: CongestionWindow) -> Bool {
    isLimited || window.isSlowStart && window.octets < peak * 2
  }
}
