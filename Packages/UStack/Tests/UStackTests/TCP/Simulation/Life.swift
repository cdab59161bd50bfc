import PacketCodec

@testable import UStack

/// The whole life of a connection between two programs of any habits over a wire of any kind, all drawn from one seed.
struct Life {
  /// Steps at most: more are two ends that keep each other busy for nothing.
  static let mostSteps = 400_000
  /// Simulated time at most; every program has given up long before.
  static let longest = Interval.seconds(30 * 3600)
  let seed: UInt64
  private(set) var pair: Pair
  private var programs: [Program] = []
  private var listener: ListenerID?
  private var generator: RandomSource
  private var invariants = [Invariants(), Invariants()]
  private(set) var steps = 0
  let start: Instant

  /// Simulated time so far.
  var elapsed: Interval { pair.now - start }
  /// Octets that were said and heard.
  var octets: Int { programs.reduce(0) { $0 + $1.read } }

  /// - Parameter recording: keep what was sent, for `lastSegments`.
  init(seed: UInt64, recording: Bool = false) throws {
    self.seed = seed
    generator = RandomSource(seed: seed)
    let habits = [Habits(&generator), Habits(&generator)]
    var configuration = TCP.Configuration()
    if generator.chance(1, in: 4) { configuration.superFrameOctets = 65_160 }
    pair = Pair(
      seed: generator.next(), configuration: configuration, linkMTU: (habits[0].linkMTU, habits[1].linkMTU))
    pair.recordsSegments = recording
    let ends = [TransportAddress(Pair.clientAddress, 7001), TransportAddress(Pair.serverAddress, Pair.port)]
    pair.now = Self.start(of: FourTuple(local: ends[0], remote: ends[1]), pair, &generator)
    start = pair.now
    pair.conditions = WireConditions(&generator, now: pair.now)
    let client = try pair[.client].connect(to: ends[1], from: ends[0], options: habits[0].options, now: pair.now)
    var server: ConnectionID?
    if generator.chance(1, in: 10) {
      server = try pair[.server].connect(to: ends[0], from: ends[1], options: habits[1].options, now: pair.now)
    } else {
      listener = try pair[.server].listen(
        at: TransportAddress(.any, Pair.port), backlog: Int.random(in: 1 ... 2, using: &generator),
        options: habits[1].options)
    }
    programs = [
      Program(.client, habits[0], connection: client, now: pair.now),
      Program(.server, habits[1], connection: server, now: pair.now),
    ]
  }

  /// A moment at which the client's numbers begin anywhere, or just below the wrap.
  private static func start(of tuple: FourTuple, _ pair: Pair, _ generator: inout RandomSource) -> Instant {
    let anywhere = Instant(nanoseconds: Int64.random(in: 1 ... 1 << 50, using: &generator))
    guard generator.chance(1, in: 3) else { return anywhere }
    let number = InitialSequence.number(for: tuple, pair.hosts[0].hash, now: anywhere)
    let before = generator.number(about: 1 ... 100_000)
    return anywhere + Interval(nanoseconds: Int64(UInt32.max - number.rawValue) * 4_000 - Int64(before) * 4_000)
  }

  /// Lives to the end.
  mutating func run() throws(BrokenInvariant) {
    pair.flush()
    while true {
      try act()
      try check()
      guard let next = nextMoment else { break }
      pair.advance(to: next)
      steps += 1
      try BrokenInvariant.unless(steps < Self.mostSteps, "it goes on and on: \(steps) steps in \(elapsed)")
      try BrokenInvariant.unless(elapsed < Self.longest, "it does not end")
    }
    try checkEnd()
  }

  private var nextMoment: Instant? {
    var next = pair.nextMoment
    for program in programs {
      if let wake = program.wake(now: pair.now) { next = min(next ?? wake, wake) }
    }
    return next.map { max($0, pair.now) }
  }

  private mutating func act() throws(BrokenInvariant) {
    if let listener, programs[1].connection == nil {
      programs[1].connection = pair[.server].accept(listener)?.connection
    }
    for index in programs.indices { try programs[index].act(&pair, &generator) }
    if let listener, programs[1].isDone { pair[.server].close(listener, now: pair.now) }
    pair.flush()
  }

  private mutating func check() throws(BrokenInvariant) {
    for index in pair.hosts.indices { try invariants[index].check(pair.hosts[index], now: pair.now) }
    try PairInvariants.check(pair)
    for (one, other) in [(0, 1), (1, 0)] {
      try BrokenInvariant.unless(programs[one].read <= programs[other].written, "more was heard than was said")
      try checkUrgency(one, other)
    }
  }

  /// What one end is told is urgent, the other has called so.
  private func checkUrgency(_ one: Int, _ other: Int) throws(BrokenInvariant) {
    guard let connection = programs[one].connection else { return }
    let ahead = pair.hosts[one].urgentAhead(connection)
    try BrokenInvariant.unless(
      ahead == 0 || programs[one].read + ahead <= programs[other].urgent,
      "\(ahead) octets from \(programs[one].read) on are urgent, where \(programs[other].urgent) were called so")
  }

  /// Nothing will happen any more.
  private func checkEnd() throws(BrokenInvariant) {
    for program in programs { try BrokenInvariant.unless(program.isDone, "\(program.side) waits for ever") }
    for side in Pair.Side.allCases {
      try BrokenInvariant.unless(
        pair.hosts[side.rawValue].count == 0, "\(side) keeps \(pair.hosts[side.rawValue].count) connections for ever")
    }
    guard programs.allSatisfy({ $0.habits.isPolite }) else { return }
    for (one, other) in [(0, 1), (1, 0)] {
      if let failure = programs[one].failure {
        throw BrokenInvariant(description: "\(programs[one].side) was polite, and its connection ended: \(failure)")
      }
      try BrokenInvariant.unless(
        programs[one].read == programs[other].habits.total,
        "\(programs[one].side) heard \(programs[one].read) of \(programs[other].habits.total) octets")
    }
  }
}

extension Life: CustomStringConvertible {
  /// The last segments that were sent, lost ones among them, one a line.
  func lastSegments(_ count: Int) -> String {
    pair.sent.suffix(count).map { sent in
      let header = sent.header
      let ack = header.acknowledgment.map { " ack \($0.rawValue)" } ?? ""
      return
        "\(sent.at - start) \(sent.from) \(header.flags) \(header.sequence.rawValue)+\(sent.payloadCount)\(ack) win \(header.window)"
        + header.options.selectiveAcknowledgment.map { " [\($0.leftEdge.rawValue), \($0.rightEdge.rawValue))" }.joined()
    }.joined(separator: "\n")
  }

  var description: String {
    "seed \(seed): \(programs.map { "\($0.side) \($0.habits)" }.joined(separator: "; ")); \(pair.conditions)"
  }
}

extension WireConditions {
  /// Any wire.
  init(_ generator: inout RandomSource, now: Instant) {
    latency = .microseconds(generator.number(about: 10 ... 300_000))
    if generator.chance(1, in: 2) { lossPerMillion = generator.number(about: 1_000 ... 200_000) }
    if generator.chance(1, in: 5) { burstPerMillion = generator.number(about: 1_000 ... 30_000) }
    longestBurst = generator.number(about: 2 ... 12)
    if generator.chance(1, in: 2) { reorderPerMillion = generator.number(about: 1_000 ... 500_000) }
    reorderDelay = .microseconds(generator.number(about: 10 ... 200_000))
    if generator.chance(1, in: 3) { duplicatePerMillion = generator.number(about: 1_000 ... 300_000) }
    if generator.chance(1, in: 4) { corruptPerMillion = generator.number(about: 1_000 ... 100_000) }
    if generator.chance(1, in: 2) { markPerMillion = generator.number(about: 1_000 ... 300_000) }
    if generator.chance(1, in: 3) {
      octetsPerSecond = generator.number(about: 20_000 ... 10_000_000)
      queueOctets = generator.number(about: 10_000 ... 300_000)
    }
    if generator.chance(1, in: 5) {
      let start = now + .milliseconds(generator.number(about: 1 ... 10_000))
      blackout = Blackout(
        from: generator.chance(1, in: 2) ? .client : .server, start: start,
        end: start + .milliseconds(generator.number(about: 100 ... 30_000)))
    }
  }
}
