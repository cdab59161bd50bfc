/// What a connection knows about itself, for those who watch it.
///
/// The names follow Linux' `tcp_info`.
public struct TCPInformation: Hashable, Sendable {
  /// Whether losses are being mended.
  public enum Recovery: String, CaseIterable, Hashable, Sendable {
    /// Nothing is lost, and nothing came out of order.
    case open
    /// Something came out of order, which may be a loss.
    case disorder
    /// The network marked a segment.
    case marked
    /// A loss is mended, told by acknowledgments.
    case fast
    /// A loss is mended, told by a timeout.
    case timeout
  }

  /// Where it is.
  public var state: TCPStateName
  /// Whether losses are being mended.
  public var recovery: Recovery
  /// Its ends.
  public var ends: FourTuple
  /// The smoothed round trip, or nil before one was measured.
  public var roundTrip: Interval?
  /// The shortest round trip, or nil before one was measured.
  public var shortestRoundTrip: Interval?
  /// How much round trips vary.
  public var roundTripVariation: Interval
  /// How long an acknowledgment is waited for.
  public var retransmitTimeout: Interval
  /// Octets that may be out there.
  public var congestionWindow: Int
  /// Octets at which slow start ends.
  public var slowStartThreshold: Int
  /// Octets a second at which text leaves; nil when it is not paced.
  public var pacingRate: Int?
  /// Octets of text in a full segment.
  public var segmentOctets: Int
  /// Octets of text and options the peer was told it may put into a segment.
  public var offeredSegmentOctets: Int
  /// Octets a datagram on the path may have.
  public var pathMTU: Int
  /// Whether segments carry timestamps.
  public var usesTimestamps: Bool
  /// Whether SACK may be used.
  public var usesSACK: Bool
  /// Whether windows are scaled.
  public var usesScaling: Bool
  /// Whether text may be written and read: after the handshake, or before with a good cookie (RFC 7413).
  public var isOpenToText: Bool
  /// Whether text that travelled with a SYN was taken.
  public var hasSynText: Bool
  /// Whether both ends know congestion notification.
  public var usesECN: Bool
  /// How far the peer's windows are shifted.
  public var sendShift: UInt8
  /// How far ours are.
  public var receiveShift: UInt8
  /// Octets the peer takes.
  public var sendWindow: Int
  /// Octets the peer was told it may send.
  public var receiveWindow: Int
  /// Octets sent and not acknowledged.
  public var unacknowledged: Int
  /// The same in segments as they were sent.
  public var unacknowledgedSegments: Int
  /// Of them, sent again and not known to have arrived.
  public var resentInFlight: Int
  /// Of them, reported by SACK.
  public var sacked: Int
  /// Of them, taken for lost.
  public var lost: Int
  /// How far segments arrived behind later ones, octets.
  public var reordering: Int
  /// Octets known to have arrived, in all.
  public var deliveredOctets: Int
  /// Octets sent again, in all.
  public var retransmittedOctets: Int
  /// Segments sent again, in all.
  public var retransmittedSegments: Int
  /// Timeouts since a round trip was measured: each doubled the next wait.
  public var backOffs: Int
  /// Probes of a closed window and keep-alives that nobody answered.
  public var probes: Int
  /// When text left last, or nil when none did.
  public var lastTextSent: Instant?
  /// When text came last, or the peer's SYN did; nil before.
  public var lastTextReceived: Instant?
  /// When any segment of the peer counted last.
  public var lastHeard: Instant
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
    slot(of: id).map { slots[$0].endpoint.state.name } ?? .closed
  }

  /// Why a connection is no more; nil while it is, and when its name means nothing any more.
  public func closeReason(of id: ConnectionID) -> CloseReason? {
    slot(of: id).flatMap { slots[$0].endpoint.closeReason }
  }

  /// True when somebody waits to be accepted.
  public func canAccept(_ id: ListenerID) -> Bool {
    listeners.indices.contains(id.index) && listeners[id.index]?.generation == id.generation
      && listeners[id.index]?.accepted.isEmpty == false
  }

  /// What a connection knows about itself, or nil when its name means nothing any more.
  public func information(_ id: ConnectionID) -> TCPInformation? {
    slot(of: id).map { slots[$0].endpoint.information }
  }
}

extension TCPEndpoint {
  /// What it knows about itself.
  var information: TCPInformation {
    let flow = state.flow
    return TCPInformation(
      state: state.name, recovery: sender.recoveryName, ends: tuple, roundTrip: sender.roundTrip.smoothed,
      shortestRoundTrip: sender.roundTrip.shortest, roundTripVariation: sender.roundTrip.variation,
      retransmitTimeout: sender.roundTrip.timeout,
      congestionWindow: sender.congestion.octets, slowStartThreshold: sender.congestion.threshold,
      pacingRate: sender.pace?.perSecond,
      segmentOctets: sender.segmentOctets, offeredSegmentOctets: largestSegment, pathMTU: pathMTU,
      usesTimestamps: negotiation.usesTimestamps, usesSACK: negotiation.usesSACK,
      usesScaling: negotiation.usesScaling, isOpenToText: isOpenToText, hasSynText: hasSynText,
      usesECN: negotiation.usesECN, sendShift: negotiation.sendShift,
      receiveShift: negotiation.receiveShift, sendWindow: flow?.send.window ?? 0,
      receiveWindow: flow?.receive.window ?? 0,
      unacknowledged: sender.scoreboard.outstandingOctets,
      unacknowledgedSegments: sender.scoreboard.segments(of: sender.segmentOctets),
      resentInFlight: sender.scoreboard.resentInFlight, sacked: sender.scoreboard.sackedOctets,
      lost: sender.scoreboard.lostOctets, reordering: sender.rack.reordering,
      deliveredOctets: sender.deliveredOctets, retransmittedOctets: sender.retransmittedOctets,
      retransmittedSegments: sender.retransmittedSegments, backOffs: sender.roundTrip.backOffs,
      probes: max(sender.unansweredProbes, keepAliveProbes), lastTextSent: sender.lastDeparture,
      lastTextReceived: receiver.lastText, lastHeard: lastHeard,
      unsent: flow.map { sender.unsent($0.send) } ?? sender.buffer.count, unread: receiver.readable,
      memory: sender.buffer.memory + sender.scoreboard.memory + receiver.memory)
  }
}

extension Sender {
  /// Whether losses are being mended.
  fileprivate var recoveryName: TCPInformation.Recovery {
    switch recovery {
    case .open: scoreboard.sackedOctets > 0 || duplicates > 0 ? .disorder : .open
    case .marked: .marked
    case .fast: .fast
    case .timeout: .timeout
    }
  }
}

extension Scoreboard {
  /// Segments of `octets` octets that the pieces out there took.
  fileprivate func segments(of octets: Int) -> Int {
    transmissions.reduce(0) { $0 + ($1.count + octets - 1) / octets }
  }

  /// Octets that were sent again and are on their way.
  fileprivate var resentInFlight: Int {
    transmissions.reduce(0) { $0 + ($1.wasRetransmitted && $1.fate == .flying ? $1.count : 0) }
  }
}
