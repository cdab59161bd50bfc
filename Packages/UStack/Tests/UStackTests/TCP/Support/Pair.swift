import Testing
import PacketCodec

@testable import UStack

/// Two hosts' TCP on a virtual wire, and the clock of both. Nothing in it is left to chance but what the seed says.
struct Pair {
  static let clientAddress = IPv4Address(10, 0, 0, 1)
  static let serverAddress = IPv4Address(10, 0, 0, 2)
  static let port: UInt16 = 7

  /// Which of the two.
  enum Side: Int, CaseIterable { case client, server }

  var hosts: [TCP]
  var now = Instant(nanoseconds: 1_000_000_000)
  var conditions: WireConditions
  var generator: RandomSource
  /// What every segment is shown to before it is sent: true drops it.
  var drops: (Side, TCPHeader, Int) -> Bool = { _, _, _ in false }
  /// Segments that left, dropped ones among them.
  private(set) var sent: [(at: Instant, from: Side, header: TCPHeader, payloadCount: Int)] = []
  var recordsSegments = true
  private var flights = FlightQueue()
  private var busyUntil: [Instant]
  /// Segments that are still to be lost in the burst each way.
  private var burst = [0, 0]

  /// - Parameter linkMTU: octets of a datagram on the client's link, and on the server's.
  init(
    _ conditions: WireConditions = WireConditions(), seed: UInt64 = 1,
    configuration: TCP.Configuration = TCP.Configuration(), linkMTU: (client: Int, server: Int) = (1500, 1500)
  ) {
    self.conditions = conditions
    generator = RandomSource(seed: seed)
    hosts = [
      TCP(configuration, secret: KeyedHash(key: seed, 1), linkMTU: linkMTU.client),
      TCP(configuration, secret: KeyedHash(key: seed, 2), linkMTU: linkMTU.server),
    ]
    busyUntil = [now, now]
  }

  subscript(_ side: Side) -> TCP {
    get { hosts[side.rawValue] }
    _modify { yield &hosts[side.rawValue] }
  }

  // MARK: Time

  /// When something happens next, or nil when nothing ever will.
  var nextMoment: Instant? {
    var next = flights.nextArrival
    for host in hosts {
      if let deadline = host.deadline { next = min(next ?? deadline, deadline) }
    }
    return next.map { max(now, $0) }
  }

  /// Moves the clock to `moment`, which comes no later than `nextMoment`, and lets happen what is due then.
  mutating func advance(to moment: Instant) {
    now = max(now, moment)
    while let flight = flights.land(by: now) {
      self[flight.to].receive(flight.header, flight.octets.span.bytes, now: now)
    }
    for side in Side.allCases { self[side].expire(now: now) }
    flush()
  }

  /// Lets everything happen up to the next moment at which something does, and moves the clock there.
  ///
  /// - Returns: false when nothing will ever happen again.
  mutating func step() -> Bool {
    flush()
    guard let next = nextMoment else { return false }
    advance(to: next)
    return true
  }

  /// Steps until `condition` holds.
  ///
  /// - Returns: false when it did not before `limit`.
  mutating func run(until limit: Interval = .seconds(600), _ condition: (inout Pair) -> Bool) -> Bool {
    let end = now + limit
    while !condition(&self) {
      guard now < end, step() else { return condition(&self) }
    }
    return true
  }

  /// Lets `interval` pass.
  mutating func pass(_ interval: Interval) {
    let end = now + interval
    flush()
    while let next = nextMoment, next <= end { advance(to: next) }
    now = end
    flush()
  }

  // MARK: The wire

  /// Puts on the wire all that is due, super-frames as the segments that they are cut into.
  mutating func flush() {
    for side in Side.allCases {
      while let segment = self[side].transmit(now: now) {
        for piece in segment.pieces { launch(piece, from: side) }
      }
    }
  }

  private mutating func launch(_ segment: OutgoingSegment, from side: Side) {
    var octets = [UInt8](capacity: 60 + segment.payloadCount) { output in
      let host = hosts[side.rawValue]
      var text = [UInt8](capacity: segment.payloadCount) { host.write(payloadOf: segment, into: &$0) }
      var header = segment.header
      header.checksum = header.computedChecksum(
        payload: text.span.bytes, PseudoHeader(source: segment.source, destination: segment.destination))
      header.encode(into: &output)
      for octet in text { output.append(octet) }
      text = []
    }
    if recordsSegments { sent.append((now, side, segment.header, segment.payloadCount)) }
    if drops(side, segment.header, segment.payloadCount) || loses(from: side) { return }
    if generator.chance(perMillion: conditions.corruptPerMillion) {
      octets[Int(generator.next() % UInt64(octets.count))] ^= UInt8(1 << (generator.next() % 8))
    }
    let isMarked = segment.typeOfService & 3 == 2 && generator.chance(perMillion: conditions.markPerMillion)
    let header = IPv4Header(
      source: segment.source, destination: segment.destination, protocol: .tcp, payloadCount: octets.count,
      timeToLive: segment.timeToLive, typeOfService: segment.typeOfService | (isMarked ? 3 : 0))
    guard let departure = departure(of: octets.count + 20, from: side) else { return }
    let times = generator.chance(perMillion: conditions.duplicatePerMillion) ? 2 : 1
    for _ in 0 ..< times {
      var arrival = departure + conditions.latency
      if generator.chance(perMillion: conditions.reorderPerMillion) { arrival = arrival + conditions.reorderDelay }
      flights.launch(header, octets, to: side == .client ? .server : .client, arrival: arrival)
    }
  }

  /// True when the wire swallows what `side` sends now.
  private mutating func loses(from side: Side) -> Bool {
    if let dark = conditions.blackout, dark.from == side, dark.start <= now, now < dark.end { return true }
    if burst[side.rawValue] == 0, generator.chance(perMillion: conditions.burstPerMillion) {
      burst[side.rawValue] = Int.random(in: 1 ... conditions.longestBurst, using: &generator)
    }
    guard burst[side.rawValue] == 0 else {
      burst[side.rawValue] -= 1
      return true
    }
    return generator.chance(perMillion: conditions.lossPerMillion)
  }

  /// When a datagram has left a limited wire, or nil when the queue before it is full.
  private mutating func departure(of octets: Int, from side: Side) -> Instant? {
    guard let rate = conditions.octetsPerSecond else { return now }
    let start = max(now, busyUntil[side.rawValue])
    let waiting = Int((start - now).nanoseconds) * rate / 1_000_000_000
    guard waiting + octets <= conditions.queueOctets else { return nil }
    busyUntil[side.rawValue] = start + Interval(nanoseconds: Int64(octets * 1_000_000_000 / rate))
    return busyUntil[side.rawValue]
  }
}

extension Pair {
  /// A pair with an open connection between its client and its server.
  static func connected(
    _ conditions: WireConditions = WireConditions(), seed: UInt64 = 1, client: ConnectionOptions = ConnectionOptions(),
    server: ConnectionOptions = ConnectionOptions()
  ) throws -> (pair: Pair, client: ConnectionID, server: ConnectionID) {
    var pair = Pair(conditions, seed: seed)
    let listener = try pair[.server].listen(at: TransportAddress(.any, port), options: server)
    let id = try pair[.client].connect(
      to: TransportAddress(serverAddress, port), from: TransportAddress(clientAddress, 0), options: client,
      now: pair.now)
    var accepted: ConnectionID?
    _ = pair.run {
      accepted = accepted ?? $0[.server].accept(listener)?.connection
      return accepted != nil
    }
    return (pair, id, try #require(accepted))
  }

  /// All that can be read now.
  mutating func readAll(_ side: Side, _ id: ConnectionID) -> [UInt8] {
    var all: [UInt8] = []
    let now = now
    while self[side].readable(id) > 0 {
      all += hosts[side.rawValue].read(id, atMost: 65_536, now: now)
    }
    return all
  }

  /// The state of a connection.
  func state(_ side: Side, _ id: ConnectionID) -> TCPStateName { self[side].state(of: id) }
}
