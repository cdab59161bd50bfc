internal import PacketCodec

/// TIME-WAIT: all is said and acknowledged; segments that wander about must not reach a successor.
///
/// Source: RFC 9293 §3.6.1 (MUST-13), §3.10.7.4; RFC 6191 for the successor.
extension TCPState.TimeWait {
  /// Twice the time a segment lives: RFC 9293 says two minutes each, the kernels of today 30 s, as we do.
  ///
  /// Deviation: RFC 9293 §3.4.2, MSL.
  static let duration = Interval.seconds(60)

  /// All is acknowledged now.
  init(flow: Flow, now: Instant) {
    self.flow = flow
    until = now + Self.duration
  }

  /// The peer's FIN came again, so our acknowledgment of it was lost: it is repeated and the wait begins anew.
  mutating func receivingFinishAgain(now: Instant) { until = now + Self.duration }

  /// True when a SYN may open the successor now: it is surely younger than all that wanders about.
  ///
  /// - Parameters:
  ///   - segment: a SYN without ACK or RST.
  ///   - recent: the last timestamp of the peer, or nil without timestamps.
  ///
  /// Source: RFC 6191 §2; RFC 9293 §3.10.7.4 (MAY-2).
  func admitsSuccessor(_ segment: IncomingSegment, recent: UInt32?) -> Bool {
    guard segment.isSynchronize, !segment.isReset, segment.acknowledgment == nil else { return false }
    if let recent, let timestamps = segment.timestamps, timestamps.value != recent {
      return Int32(bitPattern: timestamps.value &- recent) > 0
    }
    return flow.receive.next.precedes(segment.sequence)
  }
}
