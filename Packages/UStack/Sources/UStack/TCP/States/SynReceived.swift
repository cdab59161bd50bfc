internal import PacketCodec

/// SYN-RECEIVED: both SYNs were seen, ours is not acknowledged.
///
/// Source: RFC 9293 §3.10.7.4 where it speaks of SYN-RECEIVED.
extension TCPState.SynReceived {
  /// What a segment that passed the common tests of sequence, RST and SYN does.
  ///
  /// - Parameter windowShift: how far the peer's windows are shifted.
  func receiving(_ segment: IncomingSegment, windowShift: UInt8) -> TCPOutcome {
    guard let acknowledgment = segment.acknowledgment else { return .drop }
    let sent = max(flow.send.next.distance(from: flow.send.initial), textCount + 1)
    guard (1 ... sent).contains(acknowledgment.distance(from: flow.send.initial)) else {
      return .refuse(with: .sequence(acknowledgment))
    }
    var flow = flow
    if textCount > 0 {
      // What of the text beside our SYN was not taken is as if it had never been sent.
      flow.send.unacknowledged = acknowledgment
      flow.send.next = acknowledgment
    } else {
      // Text that left before, in a fast open, is acknowledged when the segment is taken.
      flow.send.unacknowledged = flow.send.initial + 1
    }
    flow.send.window = Int(segment.window) << (segment.isSynchronize ? 0 : windowShift)
    flow.send.largestWindow = flow.send.window
    flow.send.windowSequence = segment.sequence
    flow.send.windowAcknowledgment = acknowledgment
    let established = TCPState.Established(flow: flow)
    return .enter(isFinishing ? established.finishing() : .established(established))
  }

  /// RST in the window.
  ///
  /// Source: RFC 9293 §3.10.7.4, second step.
  func receivingReset() -> TCPOutcome {
    .close(because: origin == .active ? .refused : .reset)
  }
}
