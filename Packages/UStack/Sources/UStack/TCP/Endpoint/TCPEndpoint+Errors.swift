internal import PacketCodec

// What routers and the link say about what we sent.

extension TCPEndpoint {
  /// Takes an ICMP error about a segment that is out there.
  ///
  /// A connection that is not yet open believes that nobody listens, and our own link that nobody is there. An open one
  /// notes what it hears and goes on: an error can be forged, and a route may come back.
  ///
  /// Source: RFC 9293 §3.9.2.2 (MUST-54 ... MUST-56, SHLD-25, SHLD-26). Deviation: hard errors of an open connection are
  /// taken as soft, as RFC 5927 §5.2 advises.
  mutating func receive(_ message: ICMPMessage, isOurs: Bool) {
    switch message {
    case .destinationUnreachable(.fragmentationNeeded, _): break
    case .destinationUnreachable(let code, _):
      guard case .synSent = state else { return trouble() }
      if code == .port || code == .transportProtocol { return close(because: .refused) }
      if isOurs { close(because: .unreachable) } else { trouble() }
    case .timeExceeded, .parameterProblem: trouble()
    default: break
    }
  }

  private mutating func trouble() { events.insert(.troubled) }

  /// True when a segment that begins at `place` is out there.
  func isOutstanding(_ place: SequenceNumber) -> Bool {
    switch state {
    case .closed: return false
    case .synSent(let state): return place == state.initial
    default:
      guard let send = state.flow?.send else { return false }
      return place == send.unacknowledged || send.unacknowledged.precedes(place) && place.precedes(send.next)
    }
  }

  /// The path takes less than we thought: what is too long is sent again in smaller pieces. That it did not arrive says
  /// nothing about congestion, so the window stays.
  ///
  /// Source: RFC 1191 §3, §6.4.
  mutating func shrinkPath(to mtu: Int) {
    guard mtu < pathMTU else { return }
    pathMTU = mtu
    sender.segmentOctets = effectiveSegment
    sender.resendLonger(than: effectiveSegment)
  }
}
