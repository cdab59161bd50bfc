internal import PacketCodec

/// The sending half of a connection: what the application wrote, what of it is out there, what is lost, and how much
/// more may go out.
///
/// The parts know nothing of each other; here they meet. What an acknowledgment does stands in
/// `Sender+Acknowledgment.swift`, what may leave in `Sender+Departure.swift`, what a timer does in `Sender+Timers.swift`.
struct Sender {
  /// What was written and not acknowledged.
  var buffer: SendBuffer
  /// What was sent and not acknowledged.
  var scoreboard = Scoreboard()
  /// How long an answer takes.
  var roundTrip = RoundTripEstimator()
  /// How much may be out there.
  var congestion: CongestionWindow
  /// Whether losses are being mended.
  var recovery = Recovery.open
  /// Spreads what may be out there over time; nil leaves it to the acknowledgments.
  var pacer: Pacer?
  /// How losses are noticed when the peer knows SACK.
  var rack = RACK()
  /// What is waited for.
  var timer = SendTimer.off
  /// Octets of text in a full segment, with the options every segment carries.
  var segmentOctets: Int
  /// Whether the peer knows SACK.
  let usesSACK: Bool
  /// Duplicate acknowledgments in a row; they are counted only of a peer that does not know SACK.
  var duplicates = 0
  /// Send small segments at once.
  var noDelay: Bool
  /// Hold small segments back until more is written.
  var isCorked = false
  /// True when the application said that more will follow; any acknowledgment ends the wait for it.
  var awaitsMore = false
  /// The first place behind the last segment that was not full, until it is acknowledged: so long Nagle holds the next
  /// back. It is forgotten then, or two gibioctets later it would lie ahead again.
  var smallEnd: SequenceNumber?
  /// The probe of a tail, until it is acknowledged.
  var tailProbe: TailLossProbe?
  /// The probe itself, until it leaves.
  var tailProbeDeparture: Departure?
  /// Whether the congestion window is in use.
  var windowUse: WindowUse
  /// True when a segment may leave though it is not full: it waited long enough, or Nagle's rule was just lifted.
  var overridesManners = false
  /// True when a probe of a closed window is due.
  var owesWindowProbe = false
  /// Probes of a closed window that went out in a row.
  var windowProbes = 0
  /// Of them, how many in a row nobody answered.
  var unansweredProbes = 0
  /// Timeouts since something was acknowledged, or since the peer said that its window is closed.
  var vainTimeouts = 0
  /// When text last went out; a long pause closes the congestion window.
  var lastDeparture: Instant?
  /// Since when nothing was acknowledged though something is out there, or held back by the peer's window.
  var stalledSince: Instant?
  /// True when the peer must be told that the window was reduced (RFC 3168 §6.1.2, CWR).
  var owesWindowReduced = false
  /// Octets known to have arrived, for those who watch.
  var deliveredOctets = 0
  /// Octets sent again, for those who watch.
  var retransmittedOctets = 0
  /// Segments sent again, for those who watch.
  var retransmittedSegments = 0

  /// A sender whose first octet stands at `start`.
  init(start: SequenceNumber, segmentOctets: Int, usesSACK: Bool, options: ConnectionOptions) {
    buffer = SendBuffer(start: start, limit: options.sendBuffer)
    congestion = CongestionWindow(options.congestion, segment: segmentOctets)
    pacer = Pacer(options.pacing)
    windowUse = WindowUse(start: start)
    self.segmentOctets = segmentOctets
    self.usesSACK = usesSACK
    noDelay = options.noDelay
  }

  /// Octets presumed on the network. A peer without SACK tells with each duplicate that one more segment left it.
  var inFlight: Int {
    usesSACK ? scoreboard.inFlight : max(0, scoreboard.inFlight - duplicates * segmentOctets)
  }

  /// True when FIN went out.
  @inline(__always)
  func hasSentFinish(_ send: SendSequence) -> Bool { buffer.isFinished && buffer.end.precedes(send.next) }

  /// Octets written and never sent.
  @inline(__always)
  func unsent(_ send: SendSequence) -> Int { max(0, buffer.end.distance(from: send.next)) }

  /// True when there is something that was never sent, FIN among it.
  @inline(__always)
  func hasUnsent(_ send: SendSequence) -> Bool {
    unsent(send) > 0 || buffer.isFinished && !hasSentFinish(send)
  }
}

/// A tail that was probed, since no acknowledgment would have told of its loss.
///
/// Source: RFC 8985 §7.3.
struct TailLossProbe: Hashable {
  /// SND.NXT when it went out: what acknowledges this, answers it.
  var end: SequenceNumber
  /// Whether it repeated the last segment; new text proves nothing by its acknowledgment.
  var isRetransmission: Bool
}
