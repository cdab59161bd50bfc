internal import PacketCodec

/// The tests every segment of a synchronized connection passes before its text counts, in the order of RFC 9293.
///
/// Source: RFC 9293 §3.10.7.4; RFC 5961 §3, §4, §5 for RST, SYN and ACK; RFC 7323 §5.3 for PAWS.
enum SegmentArrival {
  /// - Parameters:
  ///   - segment: what came.
  ///   - state: where we are; synchronized or SYN-RECEIVED.
  ///   - flow: its variables.
  ///   - isOldDuplicate: PAWS found its timestamp older than the last.
  ///   - windowShift: how far the peer's windows are shifted.
  static func outcome(
    of segment: IncomingSegment, in state: TCPState, flow: Flow, isOldDuplicate: Bool, windowShift: UInt8
  ) -> TCPOutcome {
    if isOldDuplicate, !segment.isReset { return .acknowledge }
    guard flow.receive.isAcceptable(segment) else { return unacceptable(segment, in: state, flow: flow) }
    if segment.isReset { return reset(segment, in: state, flow: flow) }
    if segment.isSynchronize { return synchronize(segment, in: state, flow: flow) }
    if case .synReceived(let state) = state { return state.receiving(segment, windowShift: windowShift) }
    guard let acknowledgment = segment.acknowledgment else { return .drop }
    return isPlausible(acknowledgment, flow.send) ? .accept : .challenge
  }

  /// Outside the window. A RST is dropped; anything else is told where we are.
  private static func unacceptable(_ segment: IncomingSegment, in state: TCPState, flow: Flow) -> TCPOutcome {
    if segment.isReset { return resetAtZeroWindow(segment, in: state, flow: flow) }
    if case .synReceived = state, segment.isSynchronize, segment.sequence == flow.receive.initial {
      return synchronize(segment, in: state, flow: flow)
    }
    return segment.isSynchronize ? .challenge : .acknowledge
  }

  /// With a window of zero, a RST just at its edge still counts (MUST-66).
  private static func resetAtZeroWindow(_ segment: IncomingSegment, in state: TCPState, flow: Flow) -> TCPOutcome {
    flow.receive.window == 0 && segment.sequence == flow.receive.next ? reset(segment, in: state, flow: flow) : .drop
  }

  /// A RST counts only at the very place we expect; elsewhere in the window it may be a guess.
  ///
  /// In CLOSING and LAST-ACK the peer may have taken our last octets or not: the application, if it still asks, is told.
  ///
  /// Source: RFC 5961 §3.2. Deviation: RFC 9293 §3.10.7.4 lets CLOSING and LAST-ACK end in silence; the kernels do not.
  private static func reset(_ segment: IncomingSegment, in state: TCPState, flow: Flow) -> TCPOutcome {
    guard segment.sequence == flow.receive.next else { return .challenge }
    switch state {
    case .synReceived(let state): return state.receivingReset()
    case .timeWait: return .close(because: .finished)
    default: return .close(because: .reset)
    }
  }

  /// A SYN in a connection is an old duplicate, a peer that restarted, or a guess: the challenge tells them apart.
  /// Only in SYN-RECEIVED it may be the other half of a simultaneous open, or a SYN sent again.
  ///
  /// Source: RFC 5961 §4.2; RFC 9293 §3.5 (MUST-10).
  private static func synchronize(_ segment: IncomingSegment, in state: TCPState, flow: Flow) -> TCPOutcome {
    guard case .synReceived(let state) = state, segment.sequence == flow.receive.initial else { return .challenge }
    if segment.acknowledgment != nil, state.origin == .active { return state.receiving(segment, windowShift: 0) }
    // The SYN came again: so does our answer.
    return .enter(.synReceived(state))
  }

  /// An acknowledgment of what was never sent, or of what was acknowledged long ago, is a guess.
  ///
  /// Source: RFC 5961 §5.2.
  private static func isPlausible(_ acknowledgment: SequenceNumber, _ send: SendSequence) -> Bool {
    let ahead = acknowledgment.distance(from: send.unacknowledged)
    return ahead <= send.outstanding && ahead >= -max(send.largestWindow, 1)
  }
}
