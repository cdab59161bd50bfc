internal import PacketCodec

/// One end of one connection, without sockets, clocks or threads.
///
/// What a segment means is decided in `States/`, as a value; it is performed in `TCPEndpoint+Arrival.swift`. What leaves
/// is in `TCPEndpoint+Transmit.swift`, what time does in `TCPEndpoint+Timers.swift`, and the application's verbs in
/// `TCPEndpoint+Application.swift`.
///
/// What a mutating function asks of the whole value for each segment is inlined: as a call it would be given a copy of it,
/// 1.4 KiB.
struct TCPEndpoint {
  /// Whose ends.
  let tuple: FourTuple
  /// What the application chose.
  var options: ConnectionOptions
  /// Where we are.
  var state: TCPState
  /// What the two SYNs agreed on.
  var negotiation = Negotiation()
  /// What we send.
  var sender: Sender
  /// What the peer sends.
  var receiver: Receiver
  /// Our SYN or SYN-ACK, until it is acknowledged.
  var opening: Opening?
  /// True once text was taken before the handshake was over, on the word of a cookie (RFC 7413).
  var tookSynText = false
  /// True when text that travelled with a SYN, ours or the peer's, was taken (RFC 7413).
  var hasSynText = false
  /// The peer's clock, when timestamps were agreed on.
  var peerTimestamps: PeerTimestamps?
  /// Our clock.
  let clock: TimestampClock
  /// RCV.NXT as the peer was last told (RFC 7323, Last.ACK.sent).
  var lastAcknowledged = SequenceNumber(0)
  /// Octets a datagram on the path may have.
  var pathMTU: Int
  /// What the application is to be told.
  var events: TCPEvents = []
  /// True once the application closed: nobody reads any more, and nobody waits for the end.
  var isOrphan = false
  /// True when it was opened by a listener and nobody accepted it yet.
  var awaitsAcceptance = false
  /// The RST that is to be sent because the connection was given up, or nil.
  var farewell: TCPHeader?
  /// When the peer was heard last.
  var lastHeard: Instant
  /// Keep-alives that were not answered.
  var keepAliveProbes = 0
  /// True when a keep-alive is to be sent.
  var owesKeepAlive = false
  /// How often odd segments are answered.
  var answers = AnswerLimit()
  /// True when the peer must be told of congestion until it says that it knows (RFC 3168 §6.1.3, ECE).
  var echoesCongestion = false
  /// Urgent octets end here, or nil (RFC 9293 §3.8.5, SND.UP).
  var urgentEnd: SequenceNumber?

  /// No connection: what stands in a free place of the table.
  static let nobody: TCPEndpoint = {
    let nowhere = TransportAddress(.any, 0)
    var endpoint = TCPEndpoint(
      opening: FourTuple(local: nowhere, remote: nowhere), initial: SequenceNumber(0),
      clock: TimestampClock(offset: 0), pathMTU: 0, options: ConnectionOptions(), now: Instant(nanoseconds: 0))
    endpoint.close(because: .finished)
    endpoint.events = []
    return endpoint
  }()

  /// Octets of an IPv4 and a TCP header without options.
  static let headerOctets = 40

  /// An active open: SYN leaves with the next `transmit`.
  ///
  /// - Parameter initial: ISS, from the caller's generator (RFC 9293 §3.4.1).
  init(
    opening tuple: FourTuple, initial: SequenceNumber, clock: TimestampClock, pathMTU: Int, options: ConnectionOptions,
    now: Instant
  ) {
    self.tuple = tuple
    self.options = options
    self.clock = clock
    self.pathMTU = pathMTU
    state = .synSent(TCPState.SynSent(initial: initial))
    sender = Sender(
      start: initial + 1, segmentOctets: Negotiation.defaultMaximumSegmentSize, usesSACK: false, options: options)
    receiver = Receiver(options.receiveBuffer)
    opening = Opening()
    lastHeard = now
  }

  /// A passive open: `segment` is a SYN that a listener took, and SYN-ACK leaves with the next `transmit`.
  init(
    answering segment: IncomingSegment, options peerOptions: TCPOptions, on tuple: FourTuple, initial: SequenceNumber,
    clock: TimestampClock, pathMTU: Int, options: ConnectionOptions, now: Instant
  ) {
    self.init(opening: tuple, initial: initial, clock: clock, pathMTU: pathMTU, options: options, now: now)
    agree(with: peerOptions, segment, initial: initial, now: now)
    state = .synReceived(
      TCPState.SynReceived(
        flow: Flow(
          send: SendSequence(initial: initial),
          receive: ReceiveSequence(initial: segment.sequence, window: firstWindow)),
        origin: .passive))
    awaitsAcceptance = true
  }

  /// The window of our SYN, which is never scaled (RFC 7323 §2.2).
  var firstWindow: Int { min(options.receiveBuffer.start, 65_535) }

  /// The shift we offer.
  var offeredShift: UInt8 { ReceiveWindow.shift(for: options.receiveBuffer.most) }

  /// The peer's SYN came: the rest of the connection lives by what both agreed on.
  mutating func agree(with peer: TCPOptions, _ segment: IncomingSegment, initial: SequenceNumber, now: Instant) {
    receiver.lastText = now
    negotiation = Negotiation(offered: options, shift: offeredShift, peer: peer)
    receiver.acknowledgment.segmentLimit = max(1, largestSegment - negotiation.optionOctets)
    let asks = segment.flags.intersection([.congestionEcho, .windowReduced])
    let expected: TCPFlags = segment.acknowledgment == nil ? [.congestionEcho, .windowReduced] : .congestionEcho
    negotiation.usesECN = asks == expected && (segment.acknowledgment == nil || options.congestionNotification)
    peerTimestamps =
      negotiation.usesTimestamps ? segment.timestamps.map { PeerTimestamps($0.value, now: now) } : nil
    var fresh = Sender(
      start: initial + 1, segmentOctets: effectiveSegment, usesSACK: negotiation.usesSACK, options: options)
    fresh.buffer = sender.buffer
    fresh.isCorked = sender.isCorked
    sender = fresh
  }

  /// Octets of text in a full segment.
  ///
  /// Source: RFC 9293 §3.7.1 (MUST-16); RFC 6691 §2.
  var effectiveSegment: Int {
    max(1, min(negotiation.peerMaximumSegmentSize, largestSegment) - negotiation.optionOctets)
  }

  /// How many blocks of SACK a segment has place for: what TCP's header leaves, and the shortest of links.
  func blockLimit(besideText hasText: Bool) -> Int {
    let octets = min(SegmentOptions.mostOctets, largestSegment - (hasText ? 1 : 0)) - negotiation.optionOctets
    return max(0, octets - SegmentOptions.blocksHeaderOctets) / SegmentOptions.blockOctets
  }

  /// Octets of text and options that a segment of ours may have, and that we tell the peer.
  ///
  /// Source: RFC 9293 §3.7.1 (MUST-14, MUST-67).
  var largestSegment: Int {
    let carried = pathMTU - Self.headerOctets
    return options.maximumSegment.map { min(max($0, Negotiation.smallestSegmentSize), carried) } ?? carried
  }

  /// The connection ends now.
  mutating func close(because reason: CloseReason) {
    if case .closed = state { return }
    state = .closed(because: reason)
    opening = nil
    events.insert(.closed)
    if reason != .finished { events.insert([.readable, .writable]) }
    sender.timer = .off
  }

  /// Why it is no more, or nil while it is.
  var closeReason: CloseReason? {
    if case .closed(let reason) = state { reason } else { nil }
  }
}
