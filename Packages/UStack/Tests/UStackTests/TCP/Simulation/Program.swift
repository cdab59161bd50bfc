import PacketCodec

@testable import UStack

/// The program at one end: what its habits make of it.
struct Program {
  let side: Pair.Side
  let habits: Habits
  /// Its connection; nil before it was accepted.
  var connection: ConnectionID?
  /// Octets written, and octets read, which were what the other had written.
  private(set) var written = 0
  private(set) var read = 0
  /// Octets that had been written when it last called them urgent.
  private(set) var urgent = 0
  /// True when all the other said was read, and it said that this was all.
  private(set) var heardAll = false
  /// Why it was broken off, or nil.
  private(set) var failure: CloseReason?
  /// True when it is done.
  private(set) var isDone = false
  private var hasFinished = false
  private var hasStopped = false
  /// True while there is something to read, or that there is no more.
  private var hasNews = false
  private var nextWrite: Instant
  private var nextRead: Instant
  private let start: Instant

  init(_ side: Pair.Side, _ habits: Habits, connection: ConnectionID?, now: Instant) {
    self.side = side
    self.habits = habits
    self.connection = connection
    start = now
    nextWrite = now
    nextRead = now
    switch habits.reading {
    case .late(let after), .stops(let after): nextRead = now + after
    case .eager, .slow, .bursts: break
    }
  }

  /// When it does something of its own accord, or nil while it waits for the other.
  func wake(now: Instant) -> Instant? {
    guard !isDone else { return nil }
    var next = giveUp
    if connection != nil, written < habits.total, nextWrite > now { next = min(next, nextWrite) }
    if hasNews, nextRead > now { next = min(next, nextRead) }
    return next
  }

  private var giveUp: Instant {
    if case .aborting(let after) = habits.ending { return start + after }
    return start + habits.patience
  }

  /// Does what it does now.
  mutating func act(_ pair: inout Pair, _ generator: inout RandomSource) throws(BrokenInvariant) {
    guard !isDone else { return }
    let now = pair.now
    while pair[side].nextEvents() != nil {}
    guard let connection else {
      if now >= giveUp { isDone = true }
      return
    }
    if now >= giveUp {
      pair[side].abort(connection, now: now)
      isDone = true
      return
    }
    write(&pair, connection, &generator)
    try read(&pair, connection)
    hasNews = pair[side].readable(connection) > 0 || !heardAll && Self.isOver(pair.state(side, connection))
    if failure != nil || hasFinished && heardAll {
      pair[side].close(connection, now: now)
      isDone = true
    }
  }

  private static func isOver(_ state: TCPStateName) -> Bool {
    switch state {
    case .closeWait, .lastAck, .closing, .timeWait, .closed: true
    default: false
    }
  }

  private mutating func write(_ pair: inout Pair, _ connection: ConnectionID, _ generator: inout RandomSource) {
    let now = pair.now
    while written < habits.total, nextWrite <= now {
      let wanted = min(habits.total - written, Int.random(in: 1 ... habits.chunk, using: &generator))
      let start = Stream.start(of: side) + written
      let octets = Stream.octets
      let count = pair[side].write(connection, octets.span.bytes.extracting(start ..< start + wanted), now: now)
      guard count > 0 else { break }
      written += count
      if habits.isUrgent, generator.chance(1, in: 4) {
        pair[side].markUrgent(connection)
        urgent = written
      }
      if habits.pause > .zero {
        nextWrite = now + Interval(nanoseconds: Int64.random(in: 1 ... habits.pause.nanoseconds, using: &generator))
      }
    }
    guard written == habits.total, !hasFinished else { return }
    hasFinished = true
    if case .closing = habits.ending {
      pair[side].close(connection, now: now)
      isDone = true
    } else {
      pair[side].finish(connection, now: now)
    }
  }

  private mutating func read(_ pair: inout Pair, _ connection: ConnectionID) throws(BrokenInvariant) {
    guard !isDone else { return }
    let now = pair.now
    guard nextRead <= now || heardAll else { return }
    switch habits.reading {
    case .eager, .late: try take(&pair, connection, most: .max)
    case .slow(let octets, let every):
      try take(&pair, connection, most: octets)
      nextRead = now + every
    case .bursts(let every):
      try take(&pair, connection, most: .max)
      nextRead = now + every
    case .stops:
      if !hasStopped {
        try take(&pair, connection, most: .max)
        pair[side].stopReading(connection, now: now)
        hasStopped = true
      }
      try take(&pair, connection, most: .max)
    }
  }

  /// Reads, and holds what came against what was written at the other end.
  private mutating func take(
    _ pair: inout Pair, _ connection: ConnectionID, most: Int
  ) throws(BrokenInvariant) {
    var left = most
    while left > 0 {
      var result = TCP.ReadResult.nothing
      let now = pair.now
      let text = [UInt8](capacity: min(left, max(1, pair[side].readable(connection)))) { output in
        result = pair.hosts[side.rawValue].read(connection, into: &output, now: now)
      }
      switch result {
      case .octets(let count):
        let start = Stream.start(of: side == .client ? .server : .client) + read
        try BrokenInvariant.unless(
          read + count <= Stream.most && text.elementsEqual(Stream.octets[start ..< start + count]),
          "\(side) read other octets than were written, from \(read) on")
        read += count
        left -= count
      case .nothing: return
      case .end: heardAll = true; return
      case .failed(let reason): failure = reason; return
      }
    }
  }
}
