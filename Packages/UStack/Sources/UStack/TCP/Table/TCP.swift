public import PacketCodec

/// All of a host's TCP: its connections and listeners, found by their ends.
///
/// Segments come in by `receive`, leave by `transmit`; `deadline` and `expire` are its time. The application's verbs are in
/// `TCP+Application.swift` and `TCP+Opening.swift`, listening is in `TCP+Listening.swift`.
public struct TCP: Sendable {
  /// What holds for the whole table.
  public struct Configuration: Hashable, Sendable {
    /// Connections at most, those in TIME-WAIT among them; each costs about a kilobyte when idle.
    public var maximumConnections = 131_072
    /// Ports of our own choice (RFC 6335 §6).
    public var ephemeralPorts: ClosedRange<UInt16> = 49_152 ... 65_535
    /// Octets of text in a super-frame that the link cuts into segments, or 0 for a link that cannot.
    public var superFrameOctets = 0
    /// Answer SYNs that find the backlog full with cookies (RFC 4987).
    public var usesCookies = true

    /// The defaults.
    public init() {}
  }

  /// Answers to segments of no connection that wait to leave at most; more are dropped, as a network may drop them.
  static let repliesLimit = 256

  /// How long a connection may keep the memory of its buffers when nothing is in them: longer than the pauses of one that
  /// talks, which then allocates nothing.
  static let idleTime = Interval.seconds(1)
  /// Connections that may do so at the same time: more are not in use at once but by turns.
  static let idleLimit = 64

  /// What holds for the table.
  let configuration: Configuration
  /// The secret behind numbers, ports and cookies.
  let hash: KeyedHash
  var slots: [Slot] = []
  var free: [Int] = []
  var byTuple = TupleIndex()
  var listeners: [Listener?] = []
  var listenersByPort: [TransportAddress: Int] = [:]
  var listenerGeneration: UInt32 = 0
  var timers = DeadlineQueue()
  var ready = SlotQueue()
  var news = SlotQueue()
  var listenerNews = SlotQueue()
  /// Connections that keep memory for text they do not have, and when it is given back.
  var idle = SlotQueue()
  var tidyTime: Instant?
  /// What peers told us for the next time.
  var fastOpenCookies = FastOpenCache()
  var replies = BoundedQueue<OutgoingSegment>(limit: repliesLimit)
  /// Octets of a datagram on the link.
  let linkMTU: Int
  /// Ports chosen so far, so that the next choice begins elsewhere.
  var portsChosen: UInt64 = 0

  /// A place in the table.
  struct Slot: Sendable {
    /// How often it was taken.
    var generation: UInt32 = 0
    /// Whether somebody is in it.
    var isTaken = false
    /// Who is in it; nobody, whose state is CLOSED, in a free place. It is no optional: one would be copied as a whole,
    /// with the references of its buffers, wherever a segment asks it for a number.
    var endpoint = TCPEndpoint.nobody
    /// The listener whose handshake it is, or who holds it for the application.
    var listener: ListenerID?
    /// True while it waits for the application to accept it.
    var isInLine = false
    /// The listener that counts it among those who spoke before their handshake was over.
    var fastListener: ListenerID?
  }

  /// A table without connections.
  ///
  /// - Parameters:
  ///   - configuration: limits and choices.
  ///   - secret: 128 unpredictable bits.
  ///   - linkMTU: octets of a datagram on the link.
  public init(_ configuration: Configuration = Configuration(), secret: KeyedHash, linkMTU: Int = 1500) {
    self.configuration = configuration
    self.linkMTU = linkMTU
    hash = secret
  }

  /// Connections in the table, in whatever state.
  public var count: Int { slots.count - free.count }

  // MARK: Segments

  /// Takes a segment that came in a datagram to an address of ours.
  ///
  /// A broken one is dropped: too short, a data offset that cannot be, a checksum that does not fit.
  ///
  /// - Parameters:
  ///   - header: the datagram's header.
  ///   - octets: TCP header and text.
  ///   - isChecked: the link vouches for the checksum.
  ///   - now: when it came.
  ///
  /// Source: RFC 9293 §3.10.7; MUST-3; MUST-57, MUST-63 for addresses that no connection can have.
  public mutating func receive(_ header: IPv4Header, _ octets: RawSpan, isChecked: Bool = false, now: Instant) {
    guard let (segment, offset) = try? TCPHeader.decode(octets) else { return }
    let payload = octets.extracting(offset ..< octets.byteCount)
    guard isChecked || segment.isChecksumValid(payload: payload, PseudoHeader(header)) else { return }
    guard Self.canSpeak(to: header.source), !header.destination.isMulticast, header.destination != .broadcast else {
      return
    }
    let tuple = FourTuple(receiving: segment, in: header)
    let incoming = IncomingSegment(
      segment, payloadCount: payload.byteCount, isCongestionMarked: header.congestionNotification == 3)
    guard let slot = byTuple.find(tuple) else {
      return receiveUnconnected(incoming, segment.options, payload, tuple, now: now)
    }
    if replaceTimeWait(slot, incoming, segment.options, tuple, now: now) { return }
    let opening = incoming.isSynchronize ? slots[slot].endpoint.opening : nil
    slots[slot].endpoint.receive(incoming, options: segment.options, payload: payload, now: now)
    if let opening { learnFastOpen(slot, opening, segment.options) }
    settle(slot, now: now)
  }

  /// True for an address that one host can have.
  static func canSpeak(to address: IPv4Address) -> Bool {
    !address.isMulticast && address != .broadcast && address != .any
  }

  /// The next segment that is due, or nil. Connections take turns.
  public mutating func transmit(now: Instant) -> OutgoingSegment? {
    if let reply = replies.popFirst() { return reply }
    while let slot = ready.popFirst() {
      guard
        let segment = slots[slot].endpoint.transmit(slot: slot, most: configuration.superFrameOctets, now: now)
      else {
        settle(slot, isSilent: true, now: now)
        continue
      }
      settle(slot, now: now)
      return segment
    }
    return nil
  }

  /// Appends the text of a segment that `transmit` returned just now.
  ///
  /// - Precondition: `output` has room for `segment.payloadCount` octets.
  @inline(__always)
  public func write(payloadOf segment: OutgoingSegment, into output: inout OutputSpan<UInt8>) {
    guard segment.payloadCount > 0, let slot = segment.slot else { return }
    slots[slot].endpoint.sender.buffer.copy(from: segment.textStart, count: segment.payloadCount, into: &output)
  }

  // MARK: Time

  /// The next moment `expire` has work, or nil.
  @inline(__always)
  public var deadline: Instant? { Instant.earliest(timers.earliest, tidyTime) }

  /// Does what is due.
  public mutating func expire(now: Instant) {
    while let slot = timers.popDue(now: now) {
      slots[slot].endpoint.expire(now: now)
      settle(slot, now: now)
    }
    if let tidyTime, tidyTime <= now { tidy(keeping: 0) }
  }

  /// Gives back the memory of all but so many connections that have no text.
  private mutating func tidy(keeping limit: Int) {
    while idle.count > limit, let slot = idle.popFirst() { slots[slot].endpoint.tidy() }
    if idle.isEmpty { tidyTime = nil }
  }

  // MARK: Errors of the network

  /// Takes an ICMP error about a segment of ours.
  ///
  /// - Parameters:
  ///   - message: what went wrong.
  ///   - quoted: the segment that it complains of.
  ///   - isOurs: no router said so, but our own link, which cannot be forged.
  ///   - now: when it came.
  /// - Returns: true when what it quotes is out there; else it is a forger's guess (RFC 5927 §4.1).
  ///
  /// Source: RFC 9293 §3.9.2.2 (MUST-54 ... MUST-56).
  public mutating func receive(
    _ message: ICMPMessage, about quoted: QuotedDatagram, isOurs: Bool = false, now: Instant
  ) -> Bool {
    let tuple = FourTuple(
      local: TransportAddress(quoted.header.source, quoted.sourcePort),
      remote: TransportAddress(quoted.header.destination, quoted.destinationPort))
    guard let slot = byTuple[tuple],
      slots[slot].endpoint.isOutstanding(SequenceNumber(quoted.secondWord))
    else { return false }
    slots[slot].endpoint.receive(message, isOurs: isOurs)
    settle(slot, now: now)
    return true
  }

  /// Hears that the path to `destination` carries no more than `mtu` octets a datagram.
  ///
  /// Source: RFC 1191 §3.
  public mutating func receive(pathMTU mtu: Int, to destination: IPv4Address, now: Instant) {
    for slot in slots.indices where slots[slot].isTaken && slots[slot].endpoint.tuple.remote.address == destination {
      slots[slot].endpoint.shrinkPath(to: mtu)
      settle(slot, now: now)
    }
  }

  // MARK: Housekeeping

  /// After anything was done to a connection: its timer, its place in the lines, and its end.
  ///
  /// - Parameter isSilent: it was just asked and has nothing to send.
  mutating func settle(_ slot: Int, isSilent: Bool = false, now: Instant) {
    guard slots[slot].isTaken else { return }
    let standing = slots[slot].endpoint.stand(isInLine: slots[slot].isInLine)
    noteHandshake(slot, standing.state)
    concludeFastOpen(slot, standing.state)
    timers.schedule(slot, at: standing.deadline)
    if standing.maySend, !isSilent { ready.append(slot) }
    if standing.hasNews { news.append(slot) }
    if standing.isIdle { noteIdle(slot, now: now) }
    guard standing.state == .closed else { return }
    forgetTuple(of: slot)
    if standing.isForgotten { release(slot) }
  }

  private mutating func noteIdle(_ slot: Int, now: Instant) {
    idle.append(slot)
    tidyTime = tidyTime ?? now + Self.idleTime
    tidy(keeping: Self.idleLimit)
  }

  /// Takes a free place for `endpoint`.
  mutating func insert(_ endpoint: TCPEndpoint, listener: ListenerID? = nil) -> Int {
    let slot: Int
    if let reused = free.popLast() {
      slot = reused
    } else {
      slot = slots.count
      slots.append(Slot())
    }
    slots[slot].generation &+= 1
    slots[slot].isTaken = true
    slots[slot].endpoint = endpoint
    slots[slot].listener = listener
    byTuple[endpoint.tuple] = slot
    return slot
  }

  /// Gives a place back.
  mutating func release(_ slot: Int) {
    guard slots[slot].isTaken else { return }
    forgetTuple(of: slot)
    timers.schedule(slot, at: nil)
    concludeFastOpen(slot, .closed)
    slots[slot].isTaken = false
    slots[slot].endpoint = .nobody
    slots[slot].listener = nil
    slots[slot].isInLine = false
    free.append(slot)
  }

  private mutating func forgetTuple(of slot: Int) {
    let tuple = slots[slot].endpoint.tuple
    if byTuple[tuple] == slot { byTuple[tuple] = nil }
  }

  /// The name of the connection in `slot`.
  func id(of slot: Int) -> ConnectionID { ConnectionID(slot: slot, generation: slots[slot].generation) }

  /// Where the connection of this name is, or nil when it was closed.
  func slot(of id: ConnectionID) -> Int? {
    guard id.slot < slots.count, slots[id.slot].generation == id.generation, slots[id.slot].isTaken else {
      return nil
    }
    return id.slot
  }

  /// A segment of no connection is answered, unless too many answers wait already.
  mutating func reply(_ segment: OutgoingSegment) {
    _ = replies.append(segment)
  }
}
