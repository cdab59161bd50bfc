import PacketCodec

extension Inspector {
  /// Ends what has rested too long. Each queue is in the order of its last datagrams, so nothing else is looked at.
  mutating func endIdleFlows() {
    for phase in Flow.Phase.allCases {
      while let entry = flows.removeOldest(queue: phase.rawValue, idle: phase.idleNanoseconds, now: now) {
        if phase != .over { tell(entry.value, .idle) }
      }
    }
  }

  /// Counts a datagram to its flow, which is made if there is none.
  ///
  /// - Returns: where the flow is, whether it is new, and whether the datagram goes the way of its first one.
  mutating func flow(of tuple: FiveTuple, octets: Int) -> (place: Int, isNew: Bool, isForward: Bool) {
    let key = tuple.key
    let known = flows.place(of: key)
    if known == nil { makeRoom() }
    let place = known ?? flows.insert(key, Flow(tuple, now: now), queue: Flow.Phase.asked.rawValue, now: now)
    let isForward = flows[place].tuple == tuple
    // A capture's times may go back.
    flows[place].last = max(flows[place].last, now)
    if isForward {
      flows[place].source.packets += 1
      flows[place].source.octets += octets
    } else {
      flows[place].destination.packets += 1
      flows[place].destination.octets += octets
    }
    return (place, known == nil, isForward)
  }

  /// The same for what has no handshake: an answer is enough.
  mutating func countFlow(_ tuple: FiveTuple, octets: Int) {
    let (place, _, isForward) = flow(of: tuple, octets: octets)
    if !isForward, flows[place].phase == .asked, tuple.protocol != .tcp { flows[place].phase = .answered }
    rest(place)
  }

  /// Puts a flow at the young end of the queue of its phase.
  mutating func rest(_ place: Int) {
    flows.touch(place, queue: flows[place].phase.rawValue, now: flows[place].last)
  }

  /// Makes room for a flow. One that nobody answered is not told: a flood of them would be a flood of lines.
  private mutating func makeRoom() {
    guard flows.isFull else { return }
    for phase in Flow.Phase.allCases {
      guard let entry = flows.removeOldest(queue: phase.rawValue, now: now) else { continue }
      switch phase {
      case .over: break
      case .asked: counters.flows += 1
      case .answered, .open: tell(entry.value, .evicted)
      }
      return note(.flows, (counters.evicted[.flows] ?? 0) + 1)
    }
  }
}
