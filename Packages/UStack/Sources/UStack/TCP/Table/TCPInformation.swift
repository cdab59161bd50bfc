/// What a connection knows about itself, for those who watch it.
///
/// The names follow Linux' `tcp_info`.
public struct TCPInformation: Hashable, Sendable {
  /// Where it is.
  public var state: TCPStateName
  /// Its ends.
  public var ends: FourTuple
  /// The smoothed round trip, or nil before one was measured.
  public var roundTrip: Interval?
  /// How much round trips vary.
  public var roundTripVariation: Interval
  /// How long an acknowledgment is waited for.
  public var retransmitTimeout: Interval
  /// Octets that may be out there.
  public var congestionWindow: Int
  /// Octets at which slow start ends.
  public var slowStartThreshold: Int
  /// Octets of text in a full segment.
  public var segmentOctets: Int
  /// Octets the peer takes.
  public var sendWindow: Int
  /// Octets the peer was told it may send.
  public var receiveWindow: Int
  /// Octets sent and not acknowledged.
  public var unacknowledged: Int
  /// Of them, reported by SACK.
  public var sacked: Int
  /// Of them, taken for lost.
  public var lost: Int
  /// Octets sent again, in all.
  public var retransmittedOctets: Int
  /// Segments sent again, in all.
  public var retransmittedSegments: Int
  /// Timeouts in a row.
  public var backOffs: Int
  /// Octets written and not sent.
  public var unsent: Int
  /// Octets that came and were not read.
  public var unread: Int
  /// Octets of memory behind its buffers.
  public var memory: Int
}

extension TCP {
  /// Where a connection is; CLOSED when its name means nothing any more.
  public func state(of id: ConnectionID) -> TCPStateName {
    slot(of: id).flatMap { slots[$0].endpoint?.state.name } ?? .closed
  }

  /// What a connection knows about itself, or nil when its name means nothing any more.
  public func information(_ id: ConnectionID) -> TCPInformation? {
    slot(of: id).flatMap { slots[$0].endpoint?.information }
  }
}

extension TCPEndpoint {
  /// What it knows about itself.
  var information: TCPInformation {
    let flow = state.flow
    return TCPInformation(
      state: state.name, ends: tuple, roundTrip: sender.roundTrip.smoothed,
      roundTripVariation: sender.roundTrip.variation, retransmitTimeout: sender.roundTrip.timeout,
      congestionWindow: sender.congestion.octets, slowStartThreshold: sender.congestion.threshold,
      segmentOctets: sender.segmentOctets, sendWindow: flow?.send.window ?? 0, receiveWindow: flow?.receive.window ?? 0,
      unacknowledged: sender.scoreboard.outstandingOctets, sacked: sender.scoreboard.sackedOctets,
      lost: sender.scoreboard.lostOctets, retransmittedOctets: sender.retransmittedOctets,
      retransmittedSegments: sender.retransmittedSegments, backOffs: sender.roundTrip.backOffs,
      unsent: flow.map { sender.unsent($0.send) } ?? sender.buffer.count, unread: receiver.readable,
      memory: sender.buffer.memory + sender.scoreboard.memory + receiver.memory)
  }
}
