internal import PacketCodec

/// LISTEN: somebody may open.
///
/// Source: RFC 9293 §3.10.7.2, in its order: RST, ACK, SYN.
enum Listen {
  /// What a segment for a listener asks for.
  enum Request: Hashable {
    /// Nothing that could be given.
    case none
    /// It acknowledges what was never sent, unless it was a cookie.
    case acknowledgment(SequenceNumber)
    /// It opens a connection.
    case open
  }

  /// - Returns: `.open` for a SYN without ACK, RST and FIN: none opens and closes at once but to confuse.
  static func receiving(_ segment: IncomingSegment) -> Request {
    if segment.isReset { return .none }
    if let acknowledgment = segment.acknowledgment { return .acknowledgment(acknowledgment) }
    return segment.isSynchronize && !segment.isFinish ? .open : .none
  }
}
