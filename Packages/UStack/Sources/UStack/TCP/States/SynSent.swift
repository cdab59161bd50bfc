internal import PacketCodec

/// SYN-SENT: our SYN is on its way.
///
/// Source: RFC 9293 §3.10.7.3, in its order: ACK, RST, SYN.
extension TCPState.SynSent {
  /// - Parameters:
  ///   - segment: what came.
  ///   - window: octets we can take, which the peer is told with our next segment.
  func receiving(_ segment: IncomingSegment, window: Int) -> TCPOutcome {
    if let acknowledgment = segment.acknowledgment,
      !(1 ... textCount + 1).contains(acknowledgment.distance(from: initial))
    {
      return segment.isReset ? .drop : .refuse(with: .sequence(acknowledgment))
    }
    if segment.isReset { return segment.acknowledgment == nil ? .drop : .close(because: .refused) }
    guard segment.isSynchronize else { return .drop }
    var flow = Flow(
      send: SendSequence(initial: initial),
      receive: ReceiveSequence(initial: segment.sequence, window: window))
    guard let acknowledgment = segment.acknowledgment else {
      return .enter(.synReceived(TCPState.SynReceived(flow: flow, origin: .active, textCount: textCount)))
    }
    flow.send.unacknowledged = acknowledgment
    // Text that came with our SYN and was not taken is as if it had never been sent.
    flow.send.next = acknowledgment
    // The window of a SYN is never scaled (RFC 7323 §2.2).
    flow.send.window = Int(segment.window)
    flow.send.largestWindow = Int(segment.window)
    flow.send.windowSequence = segment.sequence
    flow.send.windowAcknowledgment = acknowledgment
    return .enter(.established(TCPState.Established(flow: flow)))
  }
}
