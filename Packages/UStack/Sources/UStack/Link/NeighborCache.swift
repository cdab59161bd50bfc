import PacketCodec

/// The hardware addresses of the hosts on the link, what waits for those not known yet, and who is to be asked.
///
/// A full table forgets the neighbour that was used longest ago, those never used first, so that strangers who speak to
/// us cannot push out those we speak to. One that is being asked is never forgotten: its successor would be asked again
/// too soon.
///
/// Source: RFC 826; RFC 1122 §2.3.2.
struct NeighborCache: Sendable {
  /// A whole /24 and its router.
  static let limit = 256
  /// Open questions without a hardware address, each with its datagrams: at most 6 MiB wait in all.
  static let soughtLimit = 64

  /// How long an answer is given again without a look at the table, so that it is noted as used once in so long: the
  /// segments of a burst go to one neighbour.
  static let answerTime = Interval.milliseconds(10)

  private var neighbors: [IPv4Address: Neighbor] = [:] {
    didSet { latest = nil }
  }
  /// The last answer, while it stands.
  private var latest: (address: IPv4Address, hardware: MACAddress, until: Instant)?
  private var soughtCount = 0
  private var due = BoundedQueue<NeighborRequest>(limit: limit)
  /// When `expire(now:)` has work; never later than that.
  private(set) var deadline: Instant?
  /// Datagrams that a later one pushed out of a queue.
  private(set) var displaced = 0

  /// Everyone in the table whose hardware address is known.
  var known: [(address: IPv4Address, neighbor: Neighbor)] {
    neighbors.filter { $0.value.hardware != nil }.map { ($0.key, $0.value) }
      .sorted { $0.0.rawValue < $1.0.rawValue }
  }

  /// Where to send a datagram for `address`. An old answer is given, and verified meanwhile.
  ///
  /// - Returns: nil when the neighbour must be asked first: see `hold`.
  mutating func hardware(of address: IPv4Address, now: Instant) -> MACAddress? {
    if let latest, latest.address == address, now <= latest.until { return latest.hardware }
    guard let index = neighbors.index(forKey: address), let (hardware, end) = neighbors.values[index].use(now: now)
    else { return nil }
    if end < now {
      let question = NeighborQuestion(now: now, lastRequest: neighbors.values[index].asked)
      neighbors.values[index].state = .doubted(hardware, question)
      advance(address, now: now)
    }
    latest = (address, hardware, until: min(now + Self.answerTime, end))
    return hardware
  }

  /// Keeps `datagram` until `address` is resolved, and asks.
  ///
  /// - Returns: false when there is no place: the neighbour is as good as unreachable.
  mutating func hold(_ datagram: Datagram, for address: IPv4Address, now: Instant) -> Bool {
    guard seek(address, now: now), case .sought(let question, var pending) = neighbors[address]?.state else {
      return false
    }
    // The table lets go of the queue while it grows, or the array would be copied.
    neighbors[address]?.state = .sought(question, PendingDatagrams())
    displaced += pending.append(datagram)
    neighbors[address]?.state = .sought(question, pending)
    return true
  }

  /// Asks for `address`, so that what is sent there next need not wait.
  mutating func prompt(_ address: IPv4Address, now: Instant) { _ = seek(address, now: now) }

  /// Asks for `address` on the application's behalf, known or not.
  ///
  /// - Returns: false when there is no place.
  mutating func ask(_ address: IPv4Address, now: Instant) -> Bool {
    if let neighbor = neighbors[address], case .known(let hardware) = neighbor.state {
      let question = NeighborQuestion(now: now, lastRequest: neighbor.asked)
      neighbors[address]?.state = .doubted(hardware, question)
      advance(address, now: now)
    } else {
      guard seek(address, now: now) else { return false }
    }
    updateQuestion(of: address) { $0.isReported = true }
    return true
  }

  /// Takes what a packet says of its sender: merged when the sender is known or sought, learned anew only when the
  /// packet was meant for us.
  mutating func hear(
    _ address: IPv4Address, at hardware: MACAddress, isForUs: Bool, now: Instant
  ) -> NeighborAnswer {
    var answer = NeighborAnswer()
    guard let old = neighbors[address] else {
      if isForUs, makePlace() { insert(Neighbor(state: .known(hardware), confirmed: now), for: address) }
      return answer
    }
    if let question = old.question, question.isReported { answer.wait = now - question.start }
    if case .sought(_, let pending) = old.state {
      answer.released = pending.datagrams
      soughtCount -= 1
    }
    neighbors[address]?.state = .known(hardware)
    neighbors[address]?.confirmed = now
    if !answer.released.isEmpty { neighbors[address]?.used = now }
    lower(to: neighbors[address]?.deadline)
    return answer
  }

  /// Forgets what is known of `address`, as when the application knows better. What waits for it goes on waiting.
  mutating func forget(_ address: IPv4Address) {
    if neighbors[address]?.hardware != nil { neighbors[address] = nil }
  }

  /// The next request to send.
  mutating func takeRequest() -> NeighborRequest? { due.popFirst() }

  /// Does what is due: asks again, gives up, forgets.
  ///
  /// - Returns: those given up.
  mutating func expire(now: Instant) -> [NeighborFailure] {
    guard let deadline, deadline <= now else { return [] }
    var failures: [NeighborFailure] = []
    // In order of address, for a dictionary's own order is another in each run.
    for (address, neighbor) in neighbors.filter({ $0.value.deadline <= now }).sorted(by: {
      $0.key.rawValue < $1.key.rawValue
    }) {
      guard let question = neighbor.question, question.sent < NeighborQuestion.requestLimit else {
        failures += remove(address)
        continue
      }
      advance(address, now: now)
    }
    self.deadline = neighbors.values.map(\.deadline).min()
    return failures
  }
}

extension NeighborCache {
  /// Makes sure that `address` is being asked for.
  private mutating func seek(_ address: IPv4Address, now: Instant) -> Bool {
    if let neighbor = neighbors[address] { return neighbor.question != nil }
    guard soughtCount < Self.soughtLimit, makePlace() else { return false }
    let question = NeighborQuestion(now: now, lastRequest: nil)
    insert(Neighbor(state: .sought(question, PendingDatagrams()), confirmed: now), for: address)
    soughtCount += 1
    advance(address, now: now)
    return true
  }

  /// Sends the next request of the open question when it is due.
  private mutating func advance(_ address: IPv4Address, now: Instant) {
    guard let neighbor = neighbors[address], let question = neighbor.question else { return }
    if question.next <= now {
      // A full queue drops a request like a lossy link does; the next comes in a second.
      _ = due.append(NeighborRequest(target: address, hardware: neighbor.hardware))
      neighbors[address]?.asked = now
      updateQuestion(of: address) {
        $0.sent += 1
        $0.next = now + NeighborQuestion.spacing
      }
    }
    lower(to: neighbors[address]?.deadline)
  }

  private mutating func updateQuestion(of address: IPv4Address, _ update: (inout NeighborQuestion) -> Void) {
    switch neighbors[address]?.state {
    case .sought(var question, let pending):
      update(&question)
      neighbors[address]?.state = .sought(question, pending)
    case .doubted(let hardware, var question):
      update(&question)
      neighbors[address]?.state = .doubted(hardware, question)
    case .known, nil: break
    }
  }

  private mutating func insert(_ neighbor: Neighbor, for address: IPv4Address) {
    neighbors[address] = neighbor
    lower(to: neighbor.deadline)
  }

  /// - Returns: the failure, when the neighbour was given up and not only forgotten.
  private mutating func remove(_ address: IPv4Address) -> [NeighborFailure] {
    guard let neighbor = neighbors.removeValue(forKey: address) else { return [] }
    switch neighbor.state {
    case .known: return []
    case .doubted(_, let question):
      return question.isReported ? [NeighborFailure(address: address, waiting: [], isReported: true)] : []
    case .sought(let question, let pending):
      soughtCount -= 1
      return [NeighborFailure(address: address, waiting: pending.datagrams, isReported: question.isReported)]
    }
  }

  /// Forgets one neighbour when the table is full.
  private mutating func makePlace() -> Bool {
    guard neighbors.count >= Self.limit else { return true }
    let oldest = neighbors.filter { $0.value.question == nil }.min {
      $0.value.isOlder(than: $1.value) || (!$1.value.isOlder(than: $0.value) && $0.key.rawValue < $1.key.rawValue)
    }
    guard let oldest else { return false }
    neighbors[oldest.key] = nil
    return true
  }

  private mutating func lower(to moment: Instant?) {
    guard let moment else { return }
    deadline = min(deadline ?? moment, moment)
  }
}
