// What the application asks of its connections. A name of a connection that was closed is answered as a closed one is.

extension TCP {
  /// What there was to read.
  public enum ReadResult: Hashable, Sendable {
    /// So many octets, at least one.
    case octets(Int)
    /// Nothing yet.
    case nothing
    /// The peer finished, and all it sent was read.
    case end
    /// The connection broke.
    case failed(CloseReason)
  }

  /// Moves what came into `output`, as much as fits.
  public mutating func read(_ id: ConnectionID, into output: inout OutputSpan<UInt8>, now: Instant) -> ReadResult {
    guard let slot = slot(of: id) else { return .failed(.aborted) }
    let result = slots[slot].endpoint.read(into: &output, now: now)
    if case .octets = result { ready.append(slot) }
    return result
  }

  /// What came, with octets of its own; empty when there is nothing, for whatever reason: `read(_:into:now:)` tells.
  ///
  /// - Parameters:
  ///   - id: the connection.
  ///   - most: octets, 1 or more.
  ///   - now: when.
  public mutating func read(_ id: ConnectionID, atMost most: Int, now: Instant) -> [UInt8] {
    [UInt8](capacity: min(most, readable(id))) { _ = read(id, into: &$0, now: now) }
  }

  /// Copies what came into `output`, as much as fits, and leaves it to be read (MSG_PEEK).
  ///
  /// - Returns: octets; 0 when there is nothing, for whatever reason.
  public func peek(_ id: ConnectionID, into output: inout OutputSpan<UInt8>) -> Int {
    guard let slot = slot(of: id), slots[slot].endpoint.isOpenToText else { return 0 }
    return slots[slot].endpoint.receiver.peek(into: &output)
  }

  /// Takes octets to be sent.
  ///
  /// - Parameters:
  ///   - id: the connection.
  ///   - octets: as many as fit are taken, from the front.
  ///   - flags: what follows them.
  ///   - now: when.
  /// - Returns: how many; 0 when the buffer is full (an event tells when there is room) or nothing may be sent.
  public mutating func write(
    _ id: ConnectionID, _ octets: RawSpan, _ flags: WriteFlags = [], now: Instant
  ) -> Int {
    guard let slot = slot(of: id) else { return 0 }
    let count = slots[slot].endpoint.write(octets, flags)
    ready.append(slot)
    return count
  }

  /// Octets that can be written now.
  public func room(_ id: ConnectionID) -> Int {
    slot(of: id).map { slots[$0].endpoint.sender.buffer.room } ?? 0
  }

  /// Octets that can be read now.
  public func readable(_ id: ConnectionID) -> Int {
    slot(of: id).map { slots[$0].endpoint.receiver.readable } ?? 0
  }

  /// Octets from the next to be read to the end of the urgent ones, 0 when none are ahead (MUST-33).
  public func urgentAhead(_ id: ConnectionID) -> Int {
    guard let slot = slot(of: id), let flow = slots[slot].endpoint.state.flow else { return 0 }
    return slots[slot].endpoint.receiver.urgentAhead(flow.receive)
  }

  /// Marks all that was written as urgent (RFC 9293 §3.8.5).
  public mutating func markUrgent(_ id: ConnectionID) { perform(id, now: nil) { $0.markUrgent() } }

  /// There is no more to say; reading goes on.
  public mutating func finish(_ id: ConnectionID, now: Instant) { perform(id, now: now) { $0.finish() } }

  /// Nothing more is wanted; what comes is acknowledged and dropped.
  public mutating func stopReading(_ id: ConnectionID, now: Instant) { perform(id, now: now) { $0.stopReading() } }

  /// Holds small segments back, or lets them go (TCP_CORK).
  public mutating func setCorked(_ id: ConnectionID, _ isCorked: Bool, now: Instant) {
    perform(id, now: now) { $0.sender.isCorked = isCorked }
  }

  /// Sends what waits for more, or for an acknowledgment, at once.
  public mutating func push(_ id: ConnectionID, now: Instant) { perform(id, now: now) { $0.push() } }

  /// Gives a connection other options, as far as one that stands can still follow: what its SYN offered stays (MUST-24,
  /// MUST-21, SHLD-21).
  public mutating func setOptions(_ id: ConnectionID, _ options: ConnectionOptions, now: Instant) {
    perform(id, now: now) { $0.follow(options) }
  }

  /// Gives the connections that a listener will open other options.
  public mutating func setOptions(_ id: ListenerID, _ options: ConnectionOptions) {
    guard listeners.indices.contains(id.index), listeners[id.index]?.generation == id.generation else { return }
    listeners[id.index]?.options = options
  }

  /// The application is done with it: what was written is still delivered, and the name means nothing any more.
  public mutating func close(_ id: ConnectionID, now: Instant) {
    perform(id, now: now) { $0.closeByApplication(now: now) }
    forget(id)
  }

  /// The connection is given up: the peer is reset, what was not delivered is lost.
  public mutating func abort(_ id: ConnectionID, now: Instant) {
    perform(id, now: now) { endpoint in
      endpoint.isOrphan = true
      endpoint.abort(now: now)
    }
    forget(id)
  }

  /// What happened since this was asked last: a connection and its events, or nil. Each connection comes up once however
  /// much happened, so what is kept is bounded by the table.
  public mutating func nextEvents() -> (connection: ConnectionID, events: TCPEvents)? {
    while let slot = news.popFirst() {
      let events = slots[slot].endpoint.takeEvents()
      if !events.isEmpty { return (id(of: slot), events) }
    }
    return nil
  }

  /// Whether anything waits to be told.
  @inline(__always)
  var hasNews: Bool { !news.isEmpty || !listenerNews.isEmpty }

  /// A listener at which somebody waits since this was asked last, or nil.
  public mutating func nextListener() -> ListenerID? {
    while let index = listenerNews.popFirst() {
      if let listener = listeners[index] { return ListenerID(index: index, generation: listener.generation) }
    }
    return nil
  }

  private mutating func perform(_ id: ConnectionID, now: Instant?, _ body: (inout TCPEndpoint) -> Void) {
    guard let slot = slot(of: id) else { return }
    body(&slots[slot].endpoint)
    if let now { settle(slot, now: now) } else { ready.append(slot) }
  }

  /// The name means nothing any more, though the connection may live on.
  private mutating func forget(_ id: ConnectionID) {
    guard slot(of: id) != nil else { return }
    slots[id.slot].generation &+= 1
  }
}
