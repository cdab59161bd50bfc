internal import PacketCodec

// What routers and the link say about what we sent.

extension TCPEndpoint {
  /// Takes an ICMP error about a segment that began at `place`.
  ///
  /// Only a connection that is not yet open believes that its peer cannot be reached. An open one notes it and goes on: an
  /// error can be forged, and a route may come back.
  ///
  /// Source: RFC 9293 §3.9.2.2 (MUST-54 ... MUST-56, SHLD-25, SHLD-26). Deviation: hard errors of an open connection are
  /// taken as soft, as RFC 5927 §5.2 advises.
  mutating func receive(_ message: ICMPMessage, about place: SequenceNumber, quotedOctets: Int, now: Instant) {
    switch message {
    case .destinationUnreachable(.fragmentationNeeded, let mtu):
      guard isOutstanding(place) else { return }
      shrinkPath(to: Int(mtu), quotedOctets: quotedOctets)
    case .destinationUnreachable(let code, _):
      guard isOutstanding(place) else { return }
      if case .synSent = state, code == .port || code == .transportProtocol { return close(because: .refused) }
      events.insert(.troubled)
    case .timeExceeded, .parameterProblem:
      if isOutstanding(place) { events.insert(.troubled) }
    default: break
    }
  }

  private func isOutstanding(_ place: SequenceNumber) -> Bool {
    switch state {
    case .closed: false
    case .synSent(let state): place == state.initial
    default:
      state.flow.map {
        place == $0.send.unacknowledged
          || $0.send.unacknowledged.precedes(place) && place.precedes($0.send.next)
      } ?? false
    }
  }

  /// The path takes less than we thought: what is too long is sent again in smaller pieces, and no loss is concluded.
  ///
  /// Source: RFC 1191 §3, §5; RFC 5681 says nothing of it, so the window stays.
  mutating func shrinkPath(to mtu: Int, quotedOctets: Int) {
    // A router that does not say how much fits is older than RFC 1191: a step down its plateaus will do.
    let told = mtu >= 68 ? mtu : Self.plateau(below: quotedOctets)
    let next = max(told, Self.smallestPath)
    guard next < pathMTU else { return }
    pathMTU = next
    sender.segmentOctets = effectiveSegment
    sender.resendLonger(than: effectiveSegment)
  }

  /// No path is taken to be narrower: every host takes 576, and a forger who says less would only slow us down.
  static let smallestPath = 552

  private static func plateau(below octets: Int) -> Int {
    [4352, 2002, 1492, 1006, 552].first { $0 < octets } ?? smallestPath
  }

  /// The link found nobody at the next hop.
  mutating func noteUnreachable() {
    if case .synSent = state { return close(because: .unreachable) }
    events.insert(.troubled)
  }
}
