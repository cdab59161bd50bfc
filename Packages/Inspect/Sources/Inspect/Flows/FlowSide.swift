import PacketCodec

/// What one end of a flow has sent.
struct FlowSide: Sendable {
  var packets = 0
  /// Octets of datagrams, headers included.
  var octets = 0
  /// The place behind the farthest octet it sent; nil before the first TCP segment.
  var next: SequenceNumber?
  /// The farthest place it acknowledged.
  var acknowledged: SequenceNumber?
  /// Where its last SYN stands.
  var opening: SequenceNumber?
  /// Where its FIN stands.
  var finish: SequenceNumber?
  /// The widest window that it offered, as the field says.
  var window: UInt16 = 0
  /// How far its windows are shifted. What a connection negotiated that was open already is not known; 7 is what Linux
  /// takes for buffers of 6 MiB.
  var shift: UInt8 = 7
  /// The last reset of the other end that cannot have been meant.
  var strayReset: SequenceNumber?

  /// Octets that the other end may have under way to it: what it offered, and no less than a window without scale.
  var reach: Int { max(Int(window) << Int(shift), 65_535) }

  /// Whether all it sends was sent, and `other` has it.
  func isFinished(acknowledgedBy other: FlowSide) -> Bool {
    guard let finish, let acknowledged = other.acknowledged else { return false }
    return finish.precedes(acknowledged)
  }

  /// Whether it sent a SYN, and all up to a place behind it that somebody acknowledges; true when its SYN was not seen.
  ///
  /// Source: RFC 9293 §3.10.7.4, fifth step, in SYN-RECEIVED.
  func hasSent(upTo place: SequenceNumber) -> Bool {
    guard let opening, let next else { return true }
    return opening.precedes(place) && !next.precedes(place)
  }

  /// Takes the numbers of a segment that it sent.
  mutating func take(_ header: TCPHeader, payloadCount: Int) {
    let end = header.sequence + header.sequenceCount(payloadCount: payloadCount)
    next = next.map { $0.precedes(end) ? end : $0 } ?? end
    if let acknowledgment = header.acknowledgment {
      acknowledged = acknowledged.map { $0.precedes(acknowledgment) ? acknowledgment : $0 } ?? acknowledgment
    }
    window = max(window, header.window)
  }

  /// Begins to count from its SYN.
  mutating func open(_ header: TCPHeader, payloadCount: Int) {
    finish = nil
    strayReset = nil
    acknowledged = header.acknowledgment
    opening = header.sequence
    next = header.sequence + header.sequenceCount(payloadCount: payloadCount)
    window = header.window
    shift = min(header.options.windowScale ?? 0, 14)
  }

  /// Begins anew from a SYN that turned out to be answered.
  mutating func reopen() {
    guard let opening, next != opening + 1 else { return }
    next = opening + 1
    finish = nil
    strayReset = nil
    acknowledged = nil
  }
}
