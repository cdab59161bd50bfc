internal import Synchronization
public import UStack

/// Where the thread that drives a stack hands connections over to an application on another thread.
///
/// Octets go through a ring each way, filled by one thread and drained by the other: neither waits for the other, and no
/// call of the kernel is made unless somebody sleeps. The stack's thread turns it with its driver:
///
///     try driver.take()
///     while let (id, events) = driver.stack.tcp.nextEvents() {
///       if !desk.take(events, of: id, &driver.stack.tcp, now: now) { … }
///     }
///     desk.turn(&driver.stack.tcp, now: now)
///     try driver.flush()
///
/// The peer fills a ring and then its window: memory is bounded by the desk's places.
///
/// When the desk goes away, its connections stay with the stack, and the application finds them broken.
public struct HandOverDesk: ~Copyable {
  /// Octets of each ring, if not said otherwise: as much as a segment of the largest offload, so that one call moves it.
  public static let laneOctetsDefault = 64 << 10

  private struct Entry {
    var connection: ConnectionID
    var state: HandedState
    var hasFinished = false
  }

  private let state: DeskState
  private let laneOctets: Int
  private var entries: [Entry?]
  private var places: [ConnectionID: Int] = [:]
  private var free: [Int]

  /// A desk without connections.
  ///
  /// - Parameters:
  ///   - capacity: connections at once, 1 ...
  ///   - laneOctets: octets that wait in each direction of one, 1 ...; rounded up to a power of two.
  ///   - wakeStack: ends the sleep of the stack's thread; called on the application's.
  ///   - wakeApplication: the other way round.
  public init(
    capacity: Int, laneOctets: Int = laneOctetsDefault, wakingStack wakeStack: @escaping @Sendable () -> Void,
    wakingApplication wakeApplication: @escaping @Sendable () -> Void
  ) {
    precondition(capacity > 0, "no place for anybody")
    state = DeskState(places: capacity, Doorbell(wakeStack), Doorbell(wakeApplication))
    self.laneOctets = laneOctets
    entries = Array(repeating: nil, count: capacity)
    free = (0 ..< capacity).reversed()
  }

  deinit {
    for case let entry? in entries where entry.state.end == .nothing { entry.state.end = .failed(.aborted) }
    state.applicationBell.ring()
  }

  /// By which the application's thread gets its side.
  public var pass: HandOverPass { HandOverPass(state) }

  /// Connections that are handed over, those among them that the application let go and that still have octets to send.
  public var count: Int { places.count }

  /// Hands a connection over. Its events go to `take` from now on.
  ///
  /// - Returns: false when no place is free, or the application is gone: then it is the owner's as before.
  public mutating func give(_ id: ConnectionID, from peer: TransportAddress) -> Bool {
    guard places[id] == nil, let place = free.last else { return false }
    let handed = HandedState(peer, place: place, laneOctets: laneOctets)
    let isWanted = state.offers.withLock { offers in
      offers?.append(handed)
      return offers != nil
    }
    guard isWanted else { return false }
    free.removeLast()
    entries[place] = Entry(connection: id, state: handed)
    places[id] = place
    // What came before it was handed over is told by no event any more.
    state.marks.mark(place)
    state.applicationBell.ring()
    return true
  }
}

// MARK: - Turning

extension HandOverDesk {
  /// Does what follows from the events of a connection that was handed over.
  ///
  /// - Returns: false when it was not.
  public mutating func take(
    _ events: TCPEvents, of id: ConnectionID, _ tcp: inout TCP, now: Instant
  ) -> Bool {
    guard let place = places[id] else { return false }
    move(place, &tcp, now: now)
    return true
  }

  /// Does what the application asked for since the last turn.
  public mutating func turn(_ tcp: inout TCP, now: Instant) {
    let marks = state.marks
    marks.take { move($0, &tcp, now: now) }
  }

  /// Says that the next thing the application asks for has to wake this thread.
  ///
  /// - Returns: whether it may sleep; false when there is already something to do.
  public func prepareToSleep() -> Bool {
    state.stackBell.lieDown()
    return state.marks.isEmpty
  }

  private mutating func move(_ place: Int, _ tcp: inout TCP, now: Instant) {
    guard var entry = entries[place] else { return }
    let (id, handed) = (entry.connection, entry.state)
    // Before its octets: what the application wrote before it left is among them then.
    let leave = handed.leave
    guard leave != .aborted else {
      tcp.abort(id, now: now)
      return forget(place)
    }
    let hasSent = Self.send(&entry, &tcp, now: now)
    entries[place] = entry
    guard leave == .no else {
      if handed.outgoing.waiting == 0 || tcp.closeReason(of: id) != nil {
        tcp.close(id, now: now)
        forget(place)
      }
      return
    }
    if Self.fetch(handed, id, &tcp, now: now) || hasSent { state.applicationBell.ring() }
  }

  private mutating func forget(_ place: Int) {
    guard let entry = entries[place] else { return }
    places[entry.connection] = nil
    entries[place] = nil
    free.append(place)
  }

  /// Moves what the application wrote to the stack, as much as that takes; an event tells when there is room for more.
  ///
  /// - Returns: whether any moved.
  private static func send(_ entry: inout Entry, _ tcp: inout TCP, now: Instant) -> Bool {
    let (id, outgoing) = (entry.connection, entry.state.outgoing)
    let isLast = outgoing.isFinished
    var hasMoved = false
    while outgoing.waiting > 0, outgoing.drain({ tcp.write(id, $0, now: now) }) > 0 { hasMoved = true }
    if isLast, !entry.hasFinished, outgoing.waiting == 0 {
      tcp.finish(id, now: now)
      entry.hasFinished = true
    }
    return hasMoved
  }

  /// Moves what came to the application, as much as its ring takes; it tells when there is room for more.
  ///
  /// - Returns: whether anything did, an end among it.
  private static func fetch(
    _ handed: HandedState, _ id: ConnectionID, _ tcp: inout TCP, now: Instant
  ) -> Bool {
    guard handed.end == .nothing else { return false }
    var hasMoved = false
    while true {
      if handed.incoming.room == 0 {
        handed.waitsForRoom.store(true, ordering: .sequentiallyConsistent)
        // Either the application sees that, or what it drained is seen here.
        if handed.incoming.room == 0 { return hasMoved }
      }
      var result = TCP.ReadResult.nothing
      let count = handed.incoming.fill { result = tcp.read(id, into: &$0, now: now) }
      hasMoved = hasMoved || count > 0
      switch result {
      case .octets: continue
      case .nothing: return hasMoved
      case .end, .failed:
        handed.end = result
        return true
      }
    }
  }
}
