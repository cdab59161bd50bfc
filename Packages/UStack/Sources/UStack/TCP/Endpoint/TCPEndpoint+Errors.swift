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
      if Self.endsOpening(code) { return close(because: .refused) }
      if isOurs { close(because: .unreachable) } else { trouble() }
    case .timeExceeded, .parameterProblem: trouble()
    default: break
    }
  }

  /// Nobody listens, or somebody forbids it: trying again would not help.
  ///
  /// Source: RFC 1122 §3.2.2.1, §4.2.3.9; RFC 5461 §4.1, which tells that the kernels do so with codes 9, 10 and 13, too.
  private static func endsOpening(_ code: ICMPUnreachableCode) -> Bool {
    switch code.rawValue {
    // Protocol, port; then network, host and all else prohibited.
    case 2, 3, 9, 10, 13: true
    default: false
    }
  }

  private mutating func trouble() { events.insert(.troubled) }

  /// True when a segment that begins at `place` is out there.
  func isOutstanding(_ place: SequenceNumber) -> Bool {
    switch state {
    case .closed: return false
    case .synSent(let state): return (0 ... state.textCount).contains(place.distance(from: state.initial))
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
    if case .synSent(let old) = state, old.textCount > 0 {
      // It was the text that was too long; without it, the SYN was never tried.
      opening = Opening()
      return
    }
    // The peer may take less than the path even now.
    guard effectiveSegment < sender.segmentOctets else { return }
    sender.segmentOctets = effectiveSegment
    sender.resendLonger(than: effectiveSegment)
  }
}
