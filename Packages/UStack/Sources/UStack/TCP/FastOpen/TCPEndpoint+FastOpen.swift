internal import PacketCodec

// Fast Open at a connection: text beside the SYN, ours and the peer's.

extension TCPEndpoint {
  /// True when what the peer said may be read, and we may answer: after the handshake, or before with a good cookie.
  @inline(__always)
  var isOpenToText: Bool {
    guard let opening else { return state.flow != nil || closeReason != nil }
    return tookSynText && !opening.isDue
  }

  /// Octets of text that leave with our SYN; only the first takes any, in case it was they that a middlebox disliked.
  ///
  /// Source: RFC 7413 §4.1.3.1, §4.2.1.
  mutating func textWithSyn() -> Int {
    guard case .synSent(var old) = state, let opening, opening.attempts == 0, opening.textRoom > 0 else { return 0 }
    old.textCount = min(sender.buffer.count, opening.textRoom)
    state = .synSent(old)
    return old.textCount
  }

  /// The cookie of the peer's SYN was good: its text is taken, and what we have to say need not wait.
  ///
  /// Source: RFC 7413 §4.2.2.
  mutating func takeSynText(_ segment: IncomingSegment, payload: RawSpan, now: Instant) {
    guard case .synReceived(var old) = state else { return }
    old.flow.send.window = Int(segment.window)
    old.flow.send.largestWindow = Int(segment.window)
    tookSynText = true
    hasSynText = payload.byteCount > 0
    _ = receiver.take(segment, payload: payload, &old.flow.receive, now: now)
    state = .synReceived(old)
    if hasSynText { events.insert(.readable) }
  }
}
