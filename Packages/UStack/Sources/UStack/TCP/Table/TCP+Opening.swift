internal import PacketCodec

// Opening: actively, passively, and taking what was opened.

extension TCP {
  /// Opens a connection; SYN leaves with the next `transmit`.
  ///
  /// - Parameters:
  ///   - remote: the peer.
  ///   - local: our address, and our port or 0 to have one chosen (RFC 6056 §3.3.3, hash-based).
  ///   - options: what the SYN offers among them.
  ///   - now: when it is opened.
  ///
  /// Source: RFC 9293 §3.10.1 (active OPEN).
  public mutating func connect(
    to remote: TransportAddress, from local: TransportAddress, options: ConnectionOptions = ConnectionOptions(),
    now: Instant
  ) throws(TCPOpenError) -> ConnectionID {
    guard Self.canSpeak(to: remote.address), Self.canSpeak(to: local.address), remote.port != 0 else {
      throw .invalidAddress
    }
    guard count < configuration.maximumConnections else { throw .tooManyConnections }
    var tuple = FourTuple(local: local, remote: remote)
    if local.port == 0 {
      tuple.local.port = try choosePort(for: tuple)
    } else if byTuple[tuple] != nil {
      throw .addressInUse
    }
    var endpoint = TCPEndpoint(
      opening: tuple, initial: InitialSequence.number(for: tuple, hash, now: now),
      clock: InitialSequence.clock(for: tuple, hash), pathMTU: linkMTU, options: options,
      now: now)
    endpoint.opening = fastOpening(to: remote.address, endpoint)
    let slot = insert(endpoint)
    settle(slot, now: now)
    return id(of: slot)
  }

  /// A port from which no connection to this peer exists, found from a place that nobody outside can guess.
  private mutating func choosePort(for tuple: FourTuple) throws(TCPOpenError) -> UInt16 {
    let ports = configuration.ephemeralPorts
    let count = UInt64(ports.count)
    let start = hash(tuple, InitialSequence.Purpose.port) &+ portsChosen
    portsChosen &+= 1
    for step in 0 ..< count {
      var candidate = tuple
      candidate.local.port = ports.lowerBound + UInt16((start &+ step) % count)
      if byTuple[candidate] == nil, listener(for: candidate.local) == nil { return candidate.local.port }
    }
    throw .noPortLeft
  }

  /// Accepts connections at `local`, whose address may be `.any`.
  ///
  /// - Parameters:
  ///   - local: our end.
  ///   - backlog: connections that may wait, 1 or more.
  ///   - options: what each of them begins with.
  ///
  /// Source: RFC 9293 §3.10.1 (passive OPEN).
  public mutating func listen(
    at local: TransportAddress, backlog: Int = 128, options: ConnectionOptions = ConnectionOptions()
  ) throws(TCPOpenError) -> ListenerID {
    guard local.port != 0, !local.address.isMulticast, local.address != .broadcast else { throw .invalidAddress }
    guard listenersByPort[local] == nil else { throw .addressInUse }
    listenerGeneration &+= 1
    let listener = Listener(
      local: local, backlog: max(1, backlog), options: options, generation: listenerGeneration)
    let index = listeners.firstIndex { $0 == nil } ?? listeners.count
    if index == listeners.count { listeners.append(listener) } else { listeners[index] = listener }
    listenersByPort[local] = index
    return ListenerID(index: index, generation: listenerGeneration)
  }

  /// The connection that waits longest to be accepted, and its peer; nil when none does.
  ///
  /// It may be over already: then the peer was fast, and what it sent can still be read.
  public mutating func accept(_ id: ListenerID) -> (connection: ConnectionID, peer: TransportAddress)? {
    guard listeners.indices.contains(id.index), listeners[id.index]?.generation == id.generation else { return nil }
    while listeners[id.index]?.accepted.isEmpty == false {
      guard let connection = listeners[id.index]?.accepted.removeFirst(), let slot = slot(of: connection) else {
        continue
      }
      slots[slot].isInLine = false
      let (peer, hasNews) = slots[slot].endpoint.beAccepted()
      if hasNews { news.append(slot) }
      return (connection, peer)
    }
    return nil
  }

  /// No more connections are accepted; those that waited are reset, those whose handshake is not over forgotten: their
  /// peers are answered by RST when they go on.
  public mutating func close(_ id: ListenerID, now: Instant) {
    guard listeners.indices.contains(id.index), let listener = listeners[id.index],
      listener.generation == id.generation
    else { return }
    listenersByPort[listener.local] = nil
    listeners[id.index] = nil
    for slot in slots.indices where slots[slot].isTaken && slots[slot].endpoint.awaitsAcceptance {
      let isWaiting = slots[slot].listener == id || listener.accepted.contains(self.id(of: slot))
      guard isWaiting else { continue }
      slots[slot].endpoint.isOrphan = true
      if listener.accepted.contains(self.id(of: slot)) {
        slots[slot].endpoint.abort(now: now)
      } else {
        slots[slot].endpoint.close(because: .aborted)
      }
      settle(slot, now: now)
    }
  }
}
